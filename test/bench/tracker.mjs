/**
 * How fast the tracker keeps enriched traces (SQLite, durable: a commit is flushed before it is acknowledged), and how
 * long the first answer to a question takes with many runs stored. Prints medians.
 *
 *   npm run bench:tracker -- --runs 20000
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { attributeTrace } from '@agent-attribution/core';
import { createTrackerApp, ingestTrace, openSqliteStore } from '@agent-attribution/tracker';
import { median } from './rounds.mjs';
import { makeTrace } from './traces.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20000' } } });
const runs = Number(values.runs);
const SPANS = 21;
const BATCH = 100;
const ROUNDS = 5;
const DAYS = 6;

const dataDir = await mkdtemp(join(tmpdir(), 'bench-tracker-'));
const store = await openSqliteStore({ dataDir });
const nowMs = Date.now();

/** The n-th run: every fifth one fails; spread over the last days. */
const templates = [false, true].map((failing) => {
  const spans = makeTrace(SPANS, { failing });
  return { spans, report: attributeTrace(spans) };
});
const traceIdOf = (n) => (n + 1).toString(16).padStart(32, '0');
const shift = (n) =>
  Math.round((nowMs - ((runs - n) / runs) * DAYS * 86_400_000) * 1000) - 1_700_000_000_000_000;

function enriched(n) {
  const { spans, report } = templates[n % 5 === 0 ? 1 : 0];
  const traceId = traceIdOf(n);
  const moved = spans.map((span) => ({
    ...span,
    traceId,
    startMicros: span.startMicros + shift(n),
    endMicros: span.endMicros + shift(n),
  }));
  const attributes = {
    'attribution.report': JSON.stringify({ ...report, traceId, goalId: `goal-${n % 10}` }),
  };
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

const rates = [];
for (let n = 0; n < runs; n += BATCH) {
  const batch = Array.from({ length: Math.min(BATCH, runs - n) }, (_, index) => enriched(n + index));
  const start = performance.now();
  await Promise.all(batch.map((spans) => ingestTrace(store, { spans })));
  rates.push((batch.length * SPANS) / ((performance.now() - start) / 1000));
}
const { sizeBytes } = await store.stats();
process.stdout.write(
  `ingest: ${Math.round(median(rates)).toLocaleString('en-US')} spans/s (median of ${rates.length} batches of ${BATCH} runs of ${SPANS} spans), ${(sizeBytes / runs / 1024).toFixed(1)} KiB a run\n`,
);
await store.close();

const some = traceIdOf(Math.floor(runs / 2));
const failed = traceIdOf(Math.floor(runs / 10) * 5);
const QUESTIONS = [
  '/api/traces?limit=50',
  '/api/traces?agent=agent-1&outcome=failure&limit=50',
  `/api/traces/${some}`,
  `/api/traces/${some}/evidence`,
  `/api/traces/${failed}/failure-analysis`,
  `/api/traces/${some}/timeline`,
  `/api/compare?a=${some}&b=${failed}`,
  '/api/agents?window=7d',
  '/api/agents/agent-1/performance?window=7d',
  '/api/agents/agent-1/trends',
  '/api/executions?hours=24',
  '/api/executions/failed?hours=24',
  '/api/executions/slow?hours=24',
  '/api/executions/poor-responses?hours=24',
  '/api/executions/quality?hours=24',
  '/api/goals/goal-1/patterns',
  '/api/stats',
  '/metrics',
];

const times = new Map(QUESTIONS.map((path) => [path, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const path of QUESTIONS) {
    // A store of its own each time: nothing is prepared or remembered when the question comes.
    const fresh = await openSqliteStore({ dataDir, writer: 'inline' });
    const app = createTrackerApp({ store: fresh, version: '0' });
    const start = performance.now();
    const response = await app.request(path);
    await response.text();
    times.get(path).push(performance.now() - start);
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    await fresh.close();
  }
}
process.stdout.write(`first answer with ${runs.toLocaleString('en-US')} runs, ms (median of ${ROUNDS}):\n`);
for (const [path, samples] of times)
  process.stdout.write(
    `  ${median(samples).toFixed(1).padStart(8)}  ${path.replaceAll(/[0-9a-f]{32}/g, '…')}\n`,
  );
await rm(dataDir, { recursive: true });
