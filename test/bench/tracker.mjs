/**
 * How fast the tracker keeps enriched traces, durably, and how long its API takes meanwhile; then, with many runs
 * stored, how long each path and page takes: the first answer of a freshly opened store, and p50 and p99 of later ones.
 *
 *   npm run bench:tracker -- --runs 1000000 [--spans 6] [--days 90] [--ingest 3000] [--data DIR] [--database-url URL]
 *
 * A folder given with --data is kept; what it holds already is not made again. With both, an empty database gets what the
 * folder holds, and the database is measured.
 */
import { readdirSync, readFileSync } from 'node:fs';
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
import { openDatabase } from '../../packages/tracker/dist/storage/sqlite/sqlite-database.js';
import { copyToPostgres } from './tracker-copy.mjs';
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
const WARM_UP_RUNS = 500;
const WAITING_RUNS = 400;
/** What a run of 21 spans takes in the store. */
const CONTROL_BYTES = 11_000;
const MICROS_PER_TICK = 10_000;
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
if (url !== undefined && values.data !== undefined && before === 0) {
  await copyToPostgres(dataDir, url);
} else if (url === undefined && before === 0) {
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
  const from = Math.max(runs, before);
  await ingest(templates, from, WARM_UP_RUNS);
  const asking = (async () => {
    for (let n = 0; !state.isOver; n++) {
      const path = ['/api/traces?limit=50', '/api/agents?window=7d', '/api/stats'][n % 3];
      const start = performance.now();
      await (await app.request(path)).text();
      waits.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const spans = count * INGEST_SPANS;
  const [threads, cpu, start] = [threadMicros(), process.cpuUsage(), performance.now()];
  await ingest(templates, from + WARM_UP_RUNS, count);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const busiest = [...threadMicros()]
    .map(([id, micros]) => (micros - (threads.get(id) ?? 0)) / spans)
    .sort((a, b) => b - a);
  state.isOver = true;
  await asking;
  const all = (user + system) / spans;
  print(
    `ingest on Node ${process.version}: ${whole(spans / seconds)} spans/s of ${count} runs of ${INGEST_SPANS} spans; ` +
      `API meanwhile p50 ${quantile(waits, 0.5).toFixed(0)} ms, p99 ${quantile(waits, 0.99).toFixed(0)} ms`,
  );
  print(
    `  CPU a span: ${all.toFixed(1)} us in all threads, ${busiest
      .slice(0, 2)
      .map((micros) => `${micros.toFixed(1)} us`)
      .join(' and ')} in the two busiest, which bound it to ${whole(1e6 / busiest[0])} spans/s`,
  );
  if (url === undefined) await control(templates, all);
}

/** Takes runs in, with so many waiting at most; each stands for a request, and the loop turns in between. */
async function ingest(templates, from, count) {
  const waiting = new Set();
  for (let n = from; n < from + count; n++) {
    const kept = ingestTrace(store, { spans: enrichedRun(templates, n, nowMs) }).finally(() =>
      waiting.delete(kept),
    );
    waiting.add(kept);
    if (n % 5 === 4) await new Promise((resolve) => setImmediate(resolve));
    if (waiting.size >= WAITING_RUNS) await Promise.race(waiting);
  }
  await Promise.all(waiting);
}

/** The same bytes as rows of one column, one run a row, 100 in a durable transaction: what nothing can go below. */
async function control(templates, ours) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-tracker-'));
  const database = await openDatabase(join(folder, 'control.db'), 'write');
  database.exec('CREATE TABLE runs (trace_id TEXT PRIMARY KEY, bytes BLOB NOT NULL)');
  const insert = database.prepare('INSERT INTO runs VALUES (?, ?)');
  const bytes = Buffer.alloc(CONTROL_BYTES, 'x');
  const count = 3_000;
  const cpu = process.cpuUsage();
  for (let n = 0; n < count; n += 100) {
    database.exec('BEGIN');
    for (let index = n; index < n + 100; index++) insert.run(traceIdOf(index), bytes);
    database.exec('COMMIT');
  }
  const { user, system } = process.cpuUsage(cpu);
  database.close();
  await rm(folder, { recursive: true });
  const least = (user + system) / (count * templates[0].spans.length);
  print(
    `  control: ${least.toFixed(1)} us to write the same bytes as blobs; the tracker takes ${(ours / least).toFixed(0)} times that`,
  );
}

/** CPU time by thread, where the system tells it. */
function threadMicros() {
  if (process.platform !== 'linux') return new Map();
  return new Map(
    readdirSync('/proc/self/task').map((id) => {
      const fields = readFileSync(`/proc/self/task/${id}/stat`, 'utf8').split(') ')[1].split(' ');
      return [id, (Number(fields[11]) + Number(fields[12])) * MICROS_PER_TICK];
    }),
  );
}

async function questionPhase() {
  const some = traceIdOf(Math.floor(runs / 2) + 1);
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
    '/api/traces?q=search',
    '/api/traces?q=nothing',
    '/api/traces?agent=agent-0&q=nothing',
    '/api/traces?agent=agent-0&verdict=unverified',
    '/api/traces?agent=agent-0&goal=goal-1',
    '/api/traces?goal=goal-1&verdict=unverified',
    '/api/tasks',
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
    '/api/agents/agent-0/series?window=7d',
    '/api/agents/agent-0/series?window=90d',
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
  print(
    `with ${whole(runs)} runs, ms: first answer and its CPU in this process (medians of ${FIRST_ANSWERS}), p50 and p99 of later ones`,
  );
  let slowest = 0;
  for (const path of paths) {
    const firsts = [];
    const work = [];
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
      const cpu = process.cpuUsage();
      firsts.push(await ask());
      const { user, system } = process.cpuUsage(cpu);
      work.push((user + system) / 1000);
      if (round === 0) for (let n = 0; n < LATER_ANSWERS; n++) later.push(await ask());
      await fresh.close();
    }
    slowest = Math.max(slowest, median(firsts));
    const figures = [median(firsts), median(work), quantile(later, 0.5), quantile(later, 0.99)];
    print(
      `  ${figures.map((ms) => ms.toFixed(1).padStart(7)).join(' ')}  ${path.replaceAll(/[0-9a-f]{32}(-[0-9a-f]+)?/g, '…')}`,
    );
  }
  print(`slowest first answer: ${slowest.toFixed(0)} ms`);
}
