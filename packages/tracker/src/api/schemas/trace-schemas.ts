import {
  COMPLETIONS,
  FAILURE_ATTRIBUTIONS,
  FAILURE_CATEGORIES,
  NODE_TYPES,
  RUN_OUTCOMES,
  RUN_STATUSES,
  VERDICTS,
} from '@agent-attribution/semantic-conventions';
import { ref } from './reference.js';
import {
  anyObject,
  flag,
  integer,
  list,
  number,
  numberOrNull,
  object,
  oneOf,
  oneOfOrNull,
  orNull,
  text,
  textOrNull,
  time,
} from './schema-building.js';
import type { Schema } from './schema-building.js';

const listedTrace = {
  traceId: text,
  name: text,
  serviceName: textOrNull,
  taskId: textOrNull,
  goalId: textOrNull,
  conversationId: textOrNull,
  status: oneOf(RUN_STATUSES),
  outcome: oneOf(RUN_OUTCOMES),
  verdict: oneOf(VERDICTS),
  summary: text,
  rootCause: orNull(
    object({
      agent: text,
      spanId: textOrNull,
      nodeType: oneOfOrNull(NODE_TYPES),
      failureCategory: oneOfOrNull(FAILURE_CATEGORIES),
      failureAttribution: oneOfOrNull(FAILURE_ATTRIBUTIONS),
      confidence: numberOrNull,
    }),
  ),
  agents: list(text),
  startedAt: time,
  endedAt: time,
  durationMs: number,
  tokens: integer,
  costUsd: numberOrNull,
  spanCount: integer,
  errorCount: integer,
  revision: integer,
  completion: oneOf(COMPLETIONS),
  createdAt: time,
  updatedAt: time,
};

const span = {
  spanId: text,
  parentSpanId: textOrNull,
  name: text,
  nodeType: text,
  agent: textOrNull,
  startedAt: time,
  endedAt: time,
  durationMs: number,
  status: oneOf(['unset', 'ok', 'error']),
  error: textOrNull,
  attributes: anyObject,
  isTruncated: flag,
};

/** Traces and their spans. */
export const TRACE_SCHEMAS: Readonly<
  Record<'Trace' | 'TraceDetail' | 'TraceList' | 'Span' | 'SpanList', Schema>
> = {
  Trace: object(listedTrace),
  TraceDetail: object({
    ...listedTrace,
    attribution: ref('AttributionReport'),
    revisions: {
      ...list(
        object({
          revision: integer,
          completion: oneOf(COMPLETIONS),
          outcome: oneOf(RUN_OUTCOMES),
          verdict: oneOf(VERDICTS),
          summary: text,
          keptAt: time,
        }),
      ),
      description: 'The newest first: the one above, and the headlines of at most 100 that it replaced.',
    },
  }),
  TraceList: object({
    traces: list(ref('Trace')),
    nextCursor: {
      ...textOrNull,
      description:
        'Value of `cursor` for the next page; null on the last one. A page may be short, or empty, and another follow: filters that few runs fit are answered piece by piece.',
    },
  }),
  Span: object({ traceId: text, ...span }),
  SpanList: object({ traceId: text, spans: list(object(span)) }),
};
