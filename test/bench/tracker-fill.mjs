/** Runs for the tracker's benchmark: a few are attributed, the others are copies of them at another time. */
import { createHash } from 'node:crypto';
import { attributeTrace } from '@agent-attribution/core';
import { ingestTrace } from '@agent-attribution/tracker';
import { makeTrace } from './traces.mjs';

const START_MICROS = 1_700_000_000_000_000;
const AT_ONCE = 2_000;

/** In no order, as trace ids are: rows of neighbours in time are far apart in the store. */
export const traceIdOf = (n) => createHash('md5').update(String(n)).digest('hex');

/** The spans of a healthy and of a failing run, with their reports. */
export function makeTemplates(spanCount) {
  return [false, true].map((failing) => {
    const spans = makeTrace(spanCount, { failing });
    return { spans, report: attributeTrace(spans) };
  });
}

/** The n-th run as it comes from a pipeline: spans with the report among them. Every fifth one fails. */
export function enrichedRun(templates, n, startMs) {
  const { spans, report } = templates[n % 5 === 0 ? 1 : 0];
  const traceId = traceIdOf(n);
  const shift = Math.round(startMs * 1000) - START_MICROS;
  const moved = spans.map((span) => moveSpan(span, traceId, shift));
  const attributes = { 'attribution.report': JSON.stringify({ ...report, traceId }) };
  return [
    ...moved,
    {
      ...moved[0],
      spanId: 'f'.repeat(16),
      parentSpanId: moved[0].spanId,
      name: 'attribution',
      scopeName: '@agent-attribution',
      attribute: (key) => attributes[key],
      attributeKeys: () => Object.keys(attributes),
    },
  ];
}

/** Field by field: a spread with fields after it takes several times as long, and senders are not what is measured. */
const moveSpan = (span, traceId, shift) => ({
  traceId,
  spanId: span.spanId,
  parentSpanId: span.parentSpanId,
  name: span.name,
  kind: span.kind,
  startMicros: span.startMicros + shift,
  endMicros: span.endMicros + shift,
  statusCode: span.statusCode,
  statusMessage: span.statusMessage,
  scopeName: span.scopeName,
  events: span.events,
  links: span.links,
  droppedAttributesCount: span.droppedAttributesCount,
  attribute: span.attribute,
  attributeKeys: span.attributeKeys,
  resourceAttribute: span.resourceAttribute,
});

/** The rows that a template becomes, taken on their way to a store. */
async function recordOf(template) {
  let taken;
  await ingestTrace({ saveRun: async (record) => ((taken = record), 'created') }, template);
  return taken;
}

const templateOf = (n) => (n % 5 === 0 ? 1 : 0);

/** Gives the n-th of many copies of the templates, spread over the days before `nowMs`. */
export async function copies(templates, { runs, days, nowMs }) {
  const records = await Promise.all(templates.map(recordOf));
  const copy = (n) => {
    const record = records[templateOf(n)];
    const startMs = nowMs - ((runs - n) / runs) * days * 86_400_000;
    const shift = Math.round(startMs * 1000) - START_MICROS;
    const traceId = traceIdOf(n);
    const idOf = (id) => id && id.replace(/^[0-9a-f]{32}/, traceId);
    // Durations vary, or every quantile and the order of the slowest would be trivial.
    const factor = 0.5 + ((n * 7919) % 10_007) / 1_000;
    return {
      ...record,
      trace: {
        ...record.trace,
        traceId,
        taskId: `task-${n % 1_000}`,
        goalId: `goal-${n % 100}`,
        conversationId: `conversation-${n % 50_000}`,
        startedAt: record.trace.startedAt + shift,
        endedAt: record.trace.endedAt + shift,
        report: { ...record.trace.report, traceId },
      },
      contributions: record.contributions.map((row) => ({ ...row, durationMs: row.durationMs * factor })),
      executions: record.executions.map((row) => ({
        ...row,
        traceId,
        executionId: idOf(row.executionId),
        rootExecutionId: idOf(row.rootExecutionId),
        parentExecutionId: idOf(row.parentExecutionId),
        conversationId: `conversation-${n % 50_000}`,
        createdAtMs: row.createdAtMs + shift / 1000,
        durationMs: row.durationMs * factor * 100,
        responseValid: n % 3 > 0,
        responseQualityScore: (n % 101) / 100,
        status: n % 1_000 === 7 ? 'skipped' : row.status,
      })),
      run: { ...record.run, id: traceId, goalId: `goal-${n % 100}` },
    };
  };
  return { copy, templateOf };
}

/** Fills a store with copies of the templates through its own writer. */
export async function fill(store, templates, { runs, from = 0, days, nowMs, onProgress }) {
  const { copy } = await copies(templates, { runs, days, nowMs });
  for (let n = from; n < runs; n += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, runs - n) }, (_, index) => copy(n + index));
    await Promise.all(batch.map((record) => store.saveRun(record)));
    onProgress?.(n + batch.length);
  }
}
