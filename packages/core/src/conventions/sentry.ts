import { GEN_AI } from '@agent-attribution/semantic-conventions';
import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { genAi, kindOfOperation } from './gen-ai.js';
import type { KindProviso, NodeKind } from './node-facts.js';
import { readText } from './read.js';

const PREFIX = 'gen_ai.';

/** Operations that Sentry names after the function called instead of by the convention. */
const OWN_OPERATIONS: Readonly<Record<string, NodeKind>> = {
  generate_text: 'llm_call',
  stream_text: 'llm_call',
  generate_object: 'llm_call',
  stream_object: 'llm_call',
  messages: 'llm_call',
  responses: 'llm_call',
};

const sentry: Convention = {
  ...genAi,
  id: 'sentry',
  agentName: (span, kind) => genAi.agentName?.(span, kind) ?? readText(span, 'gen_ai.function_id'),
};

/** `sentry.op` stands in where the operation is missing. */
export const sentryRows: readonly ConventionRow[] = [
  {
    id: 'sentry.op',
    convention: sentry,
    key: 'sentry.op',
    kind: (_span, op) => {
      if (typeof op !== 'string' || !op.startsWith(PREFIX)) return undefined;
      const operation = op.slice(PREFIX.length);
      return kindOfOperation(operation) ?? OWN_OPERATIONS[operation];
    },
    proviso: (span: SpanView, kind): KindProviso =>
      kind === 'agent' && readText(span, GEN_AI.agentName) === undefined ? 'if_working' : 'always',
  },
];
