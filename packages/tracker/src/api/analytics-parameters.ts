import type { ExecutionStatus } from '@agent-attribution/core';
import type { Parameter } from './parameters.js';
import { WINDOWS } from './query.js';

export const EXECUTION_STATUSES: readonly ExecutionStatus[] = [
  'running',
  'success',
  'failed',
  'timeout',
  'skipped',
  'cancelled',
];

const agent: Parameter = { description: 'Only this agent.', takes: 'text' };
const hours: Parameter = {
  description: 'How far to look back, in hours.',
  takes: { min: 0, max: 87_600 },
  default: 24,
};
const limit = (byDefault: number): Parameter => ({
  description: 'Rows at most.',
  takes: { min: 1, max: 200, whole: true },
  default: byDefault,
});
const cursor: Parameter = { description: '`nextCursor` of the page before.', takes: 'text' };
const window: Parameter = {
  description: 'How far back.',
  takes: Object.keys(WINDOWS),
  default: '7d',
};
const format: Parameter = {
  description: 'Text for a person or a validator instead of JSON; `Accept: text/plain` does the same.',
  takes: ['json', 'text'],
};

type Table<K extends string> = Readonly<Record<K, Parameter>>;

export interface ParameterTables {
  readonly format: Table<'format'>;
  readonly spans: Table<'attributes'>;
  readonly tasks: Table<'limit' | 'cursor'>;
  readonly window: Table<'window'>;
  readonly executions: Table<'agent' | 'conversation' | 'status' | 'hours' | 'limit' | 'cursor'>;
  readonly failed: Table<'agent' | 'hours' | 'limit' | 'cursor'>;
  readonly skipped: Table<'agent' | 'hours' | 'limit' | 'cursor'>;
  readonly slow: Table<'agent' | 'hours' | 'limit' | 'thresholdMs'>;
  readonly poor: Table<'agent' | 'hours' | 'limit' | 'threshold'>;
  readonly invalid: Table<'agent' | 'hours' | 'limit' | 'cursor'>;
  readonly quality: Table<'agent' | 'hours'>;
  readonly debug: Table<'conversationId'>;
  readonly compare: Table<'a' | 'b'>;
}

/** The query parameters of each analytic path. */
export const PARAMETERS: ParameterTables = {
  format: { format },
  spans: {
    attributes: {
      description: 'Without attributes, spans are a tenth of the size; each can be asked for by its id.',
      takes: ['all', 'none'],
      default: 'all',
    },
  },
  tasks: { limit: limit(50), cursor },
  window: { window },
  executions: {
    agent,
    conversation: { description: 'Id of the conversation.', takes: 'text' },
    status: { description: 'How it ended.', takes: EXECUTION_STATUSES },
    hours,
    limit: limit(50),
    cursor,
  },
  failed: { agent, hours, limit: limit(100), cursor },
  skipped: { agent, hours, limit: limit(100), cursor },
  slow: {
    agent,
    hours,
    limit: limit(50),
    thresholdMs: { description: 'Took at least so long, ms.', takes: { min: 0, max: 1e9 }, default: 5000 },
  },
  poor: {
    agent,
    hours,
    limit: limit(50),
    threshold: { description: 'Scored below, exclusive.', takes: { min: 0, max: 1 }, default: 0.7 },
  },
  invalid: { agent, hours, limit: limit(50), cursor },
  quality: { agent, hours },
  debug: { conversationId: { description: 'Id of the conversation.', takes: 'text', required: true } },
  compare: {
    a: { description: 'Id of a trace.', takes: 'text', required: true },
    b: { description: 'Id of another trace.', takes: 'text', required: true },
  },
};
