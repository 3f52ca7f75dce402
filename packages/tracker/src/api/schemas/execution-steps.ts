import { integer, numberOrNull, object, oneOf, text, textOrNull, time } from './schema-building.js';
import type { Schema } from './schema-building.js';

/** A stage of an execution, and a call of one by another. */
export const stage: Schema = object({
  executionId: text,
  agent: text,
  timestamp: time,
  stage: text,
  status: oneOf(['started', 'completed', 'failed', 'event']),
  durationMs: numberOrNull,
  level: text,
  message: text,
});

export const call: Schema = object({
  depth: integer,
  sequence: integer,
  parentAgent: textOrNull,
  childAgent: textOrNull,
  childExecutionId: text,
  callReason: textOrNull,
  status: textOrNull,
});
