/**
 * What a service meets besides being killed: a destination that is down, slow or flapping, SIGTERM under load, a worker
 * that ends, and no room left. Each for some seconds under load; at the end every acknowledged span has to be at the sink, and the process within
 * its memory. `node test/collector/service/failures.mjs --seconds 120 [--only down,slow] [--workers 2] [--protocol grpc]`
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startLoad } from './acknowledged-load.mjs';
import { mountSmallDisk } from './small-disk.mjs';
import { makeFolder, startService } from './processes.mjs';
import { startSink } from './sink.mjs';
import { report } from './verdict.mjs';

const MAX_RESIDENT_BYTES = 600e6;

/** Each gets the service under load, and gives the one that is to be asked for the rest. */
const SCENARIOS = {
  down: async ({ sink, service, seconds }) => {
    sink.state.answer = 'break';
    await sleep(seconds * 1000);
    return service;
  },
  slow: async ({ sink, service, seconds }) => {
    sink.state.delayMs = 1000;
    await sleep(seconds * 1000);
    return service;
  },
  flapping: async ({ sink, service, seconds }) => {
    const answers = ['break', 'take', 'refuse', 'take'];
    for (let at = 0; at < seconds; at++) {
      sink.state.answer = answers[at % answers.length];
      await sleep(1000);
    }
    return service;
  },
  sigterm: async ({ service, seconds, restart, problems }) => {
    let running = service;
    for (let at = 0; at < Math.max(1, seconds / 5); at++) {
      await sleep(1000);
      await running.stop('SIGTERM');
      if (running.child.exitCode !== 0) problems.push(`ended with ${running.child.exitCode}`);
      running = await restart();
    }
    return running;
  },
  'worker ends': async ({ service, seconds, restart, problems }) => {
    let running = service;
    for (let at = 0; at < Math.max(1, seconds / 5); at++) {
      await sleep(1000);
      running.child.kill('SIGUSR2');
      await running.ended;
      if (running.child.exitCode !== 1) problems.push(`ended with ${running.child.exitCode}`);
      running = await restart();
    }
    return running;
  },
  limit: async ({ sink, service, seconds }) => {
    sink.state.answer = 'refuse';
    await sleep(seconds * 1000);
    return service;
  },
  'disk full': async ({ sink, service, seconds }) => {
    sink.state.answer = 'refuse';
    await sleep(seconds * 1000);
    return service;
  },
};

/** How much of the disk: in the last two less than comes. */
const STORAGE = { limit: { storage: { max_bytes: '8MiB' } } };
const QUEUES = { limit: { max_bytes: '8MiB' } };
/** Ends the last worker at SIGUSR2, as if it had run out of memory. */
const END_A_WORKER =
  "process.on('worker', (worker) => process.removeAllListeners('SIGUSR2').on('SIGUSR2', () => worker.terminate()))";
const NODE_ARGS = {
  'worker ends': ['--import', `data:text/javascript,${encodeURIComponent(END_A_WORKER)}`],
};
const LEAST_WORKERS = { 'worker ends': 2 };
const MUST_REFUSE = new Set(['limit', 'disk full']);

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    only: { type: 'string', default: Object.keys(SCENARIOS).join(',') },
    workers: { type: 'string', default: '1' },
    protocol: { type: 'string', default: 'http' },
  },
});

for (const name of values.only.split(',')) await run(name, Number(values.seconds));

async function run(name, seconds) {
  const made = makeFolder('failure');
  const disk = name === 'disk full' ? mountSmallDisk(made.folder, 48) : { unmount() {} };
  if (disk === undefined) {
    console.log(JSON.stringify({ what: name, skipped: 'only root on Linux may mount a small disk' }));
    return made.remove();
  }
  const sink = await startSink();
  const workers = Math.max(Number(values.workers), LEAST_WORKERS[name] ?? 1);
  const options = {
    folder: made.folder,
    sinkUrl: sink.url,
    attribution: { quiet_period: '300ms', idle_timeout: '5s' },
    queue: QUEUES[name],
    protocol: values.protocol,
    nodeArgs: NODE_ARGS[name],
    service: { shutdown_timeout: '3s', workers, ...STORAGE[name] },
  };
  const problems = [];
  let service = await startService(options);
  let residentBytes = 0;
  const watching = setInterval(() => {
    if (service.child.exitCode === null) residentBytes = Math.max(residentBytes, service.rssBytes());
  }, 250);
  const load = startLoad(service.url, { pauseMs: 20, protocol: values.protocol });
  const restart = async () => {
    service = await startService({ ...options, port: service.port });
    return service;
  };
  await sleep(1000);
  service = await SCENARIOS[name]({ sink, service, seconds, restart, problems });
  Object.assign(sink.state, { answer: 'take', delayMs: 0 });
  const during = load.acknowledged.size;
  await sleep(3000);
  if (load.acknowledged.size === during && !(await resumes(load, during)))
    problems.push('takes nothing afterwards');
  const { refused } = await load.stop();
  await sink.until(() => load.acknowledged.missingIn(sink.seen) === 0, 45_000);
  clearInterval(watching);
  if (MUST_REFUSE.has(name) && refused === 0) problems.push('nothing was refused');
  if (residentBytes > MAX_RESIDENT_BYTES) problems.push('took more memory than it may');
  report({
    what: name,
    workers,
    protocol: values.protocol,
    seconds,
    acknowledged: load.acknowledged.size,
    refused,
    repeated: sink.state.repeated,
    residentMb: Math.round(residentBytes / 1e6),
    missing: load.acknowledged.missingIn(sink.seen),
    problems,
  });
  await service.stop();
  await sink.close();
  disk.unmount();
  return made.remove();
}

/** A sender that was told to come back does so after some seconds. */
async function resumes(load, before) {
  for (let tries = 0; tries < 40 && load.acknowledged.size === before; tries++) await sleep(1000);
  return load.acknowledged.size > before;
}
