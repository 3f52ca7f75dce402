import { GEN_AI } from '@agent-attribution/semantic-conventions';
import type { ConventionRow } from './convention.js';
import { genAi } from './gen-ai.js';

/** What is left: spans that state no kind, but cannot be anything else. */
export const fallbackRows: readonly ConventionRow[] = [
  {
    id: 'fallback.model_and_usage',
    convention: genAi,
    key: GEN_AI.requestModel,
    kind: (span) => (genAi.tokens?.(span, 'llm_call') === undefined ? undefined : 'llm_call'),
  },
  {
    id: 'fallback.tools_call',
    convention: genAi,
    kind: ({ name }) => (name.startsWith('tools/call ') ? 'tool_invocation' : undefined),
  },
];
