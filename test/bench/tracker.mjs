/**
 * How fast the tracker keeps enriched traces, durably, and how long its API takes meanwhile; then, with many runs
 * stored, how long each path and page takes: the first answer of a freshly opened store, and p50 and p99 of later ones.
 *
 *   npm run bench:tracker -- --runs 1000000 [--spans 6] [--days 90] [--ingest 5000] [--data DIR | --database-url URL]
 *
 * A folder given with --data is kept; what it holds already is not made again.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createTrackerApp,
  ingestTrace,
  openPostgresStore,
  openSqliteStore,
} from '@agent-attribution/tracker';
import { median } from './rounds.mjs';
import { fillInBulk } from './tracker-bulk.mjs';
import { enrichedRun, fill, makeTemplates, traceIdOf } from './tracker-fill.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20000' },
    spans: { type: 'string', default: '6' },
    days: { type: 'string', default: '90' },
    ingest: { type: 'string', default: '3000' },
    data: { type: 'string' },
    'database-url': { type: 'string' },
  },
});
const runs = Number(values.runs);
const INGEST_SPANS = 21;
const BATCH = 100;
const FIRST_ANSWERS = 3;
const LATER_ANSWERS = 20;

const dataDir = values.data ?? (await mkdtemp(join(tmpdir(), 'bench-tracker-')));
const url = values['database-url'];
const open = (options = {}) =>
  url === undefined ? openSqliteStore({ dataDir, ...options }) : openPostgresStore({ url, ...options });
const print = (line) => process.stdout.write(`${line}\n`);
const whole = (number) => Math.round(number).toLocaleString('en-US');
const quantile = (samples, share) =>
  samples.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * samples.length) - 1)];

const nowMs = Date.now();
let store = await open({ maxPendingRuns: 5_000 });
const { runs: before } = await store.stats();
const started = performance.now();
const filling = {
  runs,
  from: before,
  days: Number(values.days),
  nowMs,
  onProgress: (done) => {
    if (done % 100_000 === 0) process.stderr.write(`${whole(done)} runs\n`);
  },
};
if (url === undefined && before === 0) {
  await store.close();
  await fillInBulk(dataDir, makeTemplates(Number(values.spans)), filling);
  store = await open();
} else {
  await fill(store, makeTemplates(Number(values.spans)), filling);
}
const seconds = (performance.now() - started) / 1000;
const { sizeBytes } = await store.stats();
print(
  `fill: ${whole(Math.max(0, runs - before))} runs of ${values.spans} spans in ${whole(seconds)} s, ${(sizeBytes / Math.max(runs, before) / 1024).toFixed(1)} KiB a run`,
);

await ingestPhase();
await store.close();
await questionPhase();
if (values.data === undefined) await rm(dataDir, { recursive: true });

/** Enriched traces as fast as they are taken, with a question to the API every 20 ms. */
async function ingestPhase() {
  const count = Number(values.ingest);
  const templates = makeTemplates(INGEST_SPANS);
  const app = createTrackerApp({ store, version: '0' });
  const waits = [];
  const state = { isOver: false };
  const asking = (async () => {
    for (let n = 0; !state.isOver; n++) {
      const path = ['/api/traces?limit=50', '/api/agents?window=7d', '/api/stats'][n % 3];
      const start = performance.now();
      await (await app.request(path)).text();
      waits.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const rates = [];
  const cpu = process.cpuUsage();
  for (let n = 0; n < count; n += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, index) =>
      enrichedRun(templates, Math.max(runs, before) + n + index, nowMs),
    );
    const start = performance.now();
    // In small groups, as requests come: one that took all at once would block the process for all of them.
    const keeping = [];
    for (const [index, spans] of batch.entries()) {
      keeping.push(ingestTrace(store, { spans }));
      if (index % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(keeping);
    rates.push((batch.length * INGEST_SPANS) / ((performance.now() - start) / 1000));
  }
  const { user, system } = process.cpuUsage(cpu);
  state.isOver = true;
  await asking;
  print(
    `ingest: ${whole(median(rates))} spans/s (median of ${rates.length} batches of ${BATCH} runs of ${INGEST_SPANS} spans), ` +
      `${((user + system) / (count * INGEST_SPANS)).toFixed(0)} us of CPU a span in all threads; API meanwhile p50 ${quantile(waits, 0.5).toFixed(0)} ms, p99 ${quantile(waits, 0.99).toFixed(0)} ms`,
  );
}

async function questionPhase() {
  const some = traceIdOf(Math.floor(runs / 2));
  const failed = traceIdOf(Math.floor(runs / 10) * 5);
  const probe = await open({ writer: 'inline' });
  const [execution] = await probe.executionsOf(some);
  await probe.close();
  const paths = [
    '/api/traces?limit=50',
    '/api/traces?outcome=failure',
    '/api/traces?category=timeout',
    '/api/traces?nodeType=llm_call&outcome=success',
    '/api/traces?verdict=unverified',
    '/api/traces?status=stuck',
    '/api/traces?agent=agent-0',
    '/api/traces?agent=agent-0&outcome=failure',
    '/api/traces?agent=agent-0&outcome=partial',
    '/api/traces?agent=agent-0&category=timeout',
    '/api/traces?agent=nobody',
    '/api/traces?goal=goal-1',
    '/api/traces?goal=goal-1&outcome=partial',
    '/api/traces?conversation=conversation-1',
    '/api/traces?task=task-1',
    '/api/traces?to=2001-01-01',
    `/api/tasks/task-1`,
    '/api/tasks/task-1/suspicious-actions',
    `/api/traces/${some}`,
    `/api/traces/${some}/spans`,
    `/api/traces/${some}/evidence`,
    `/api/traces/${failed}/failure-analysis`,
    `/api/traces/${some}/timeline`,
    `/api/traces/${some}/call-chain`,
    `/api/compare?a=${some}&b=${failed}`,
    '/api/agents?window=7d',
    '/api/agents?window=90d',
    '/api/agents/agent-0?window=90d',
    '/api/agents/agent-0/performance?window=90d',
    '/api/agents/agent-0/trends',
    '/api/agents/agent-0/inflections',
    '/api/executions?hours=24',
    '/api/executions?hours=2400&agent=agent-0',
    '/api/executions?hours=2400&status=running',
    '/api/executions?hours=2400&conversation=conversation-1',
    `/api/executions/${execution.executionId}`,
    '/api/executions/failed?hours=2400',
    '/api/executions/failed?hours=2400&agent=nobody',
    '/api/executions/skipped?hours=2400',
    '/api/executions/slow?hours=24',
    '/api/executions/slow?hours=2400',
    '/api/executions/slow?hours=2400&agent=agent-0&thresholdMs=1000000',
    '/api/executions/poor-responses?hours=24',
    '/api/executions/poor-responses?hours=2400',
    '/api/executions/invalid-responses?hours=2400',
    '/api/executions/quality?hours=24',
    '/api/executions/quality?hours=2400',
    '/api/debug/agents/agent-0?conversationId=conversation-1',
    '/api/goals/goal-1/patterns',
    '/api/goals/*/patterns',
    '/api/goals/goal-1/suggestions',
    '/api/stats',
    '/metrics',
    '/readyz',
    '/',
    '/?agent=agent-0&outcome=failure',
    `/traces/${failed}`,
    '/agents?window=90d',
  ];
  print(`with ${whole(runs)} runs, ms: first answer (median of ${FIRST_ANSWERS}), p50 and p99 of later ones`);
  let slowest = 0;
  for (const path of paths) {
    const firsts = [];
    const later = [];
    for (let round = 0; round < FIRST_ANSWERS; round++) {
      // A store of its own each time: nothing is prepared or remembered when the question comes.
      const fresh = await open({ writer: 'inline' });
      const app = createTrackerApp({ store: fresh, version: '0' });
      const ask = async () => {
        const start = performance.now();
        const response = await app.request(path);
        await response.text();
        if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
        return performance.now() - start;
      };
      firsts.push(await ask());
      if (round === 0) for (let n = 0; n < LATER_ANSWERS; n++) later.push(await ask());
      await fresh.close();
    }
    slowest = Math.max(slowest, median(firsts));
    const figures = [median(firsts), quantile(later, 0.5), quantile(later, 0.99)];
    print(
      `  ${figures.map((ms) => ms.toFixed(1).padStart(7)).join(' ')}  ${path.replaceAll(/[0-9a-f]{32}(-[0-9a-f]+)?/g, '…')}`,
    );
  }
  print(`slowest first answer: ${slowest.toFixed(0)} ms`);
}
