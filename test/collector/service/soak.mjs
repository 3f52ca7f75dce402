/**
 * Half of what the service can take, for long: `npm run soak:collector -- --minutes 20`. Memory has to stay flat, and every
 * acknowledged span has to be at the sink in the end. `--rate` sets spans a second instead; `--workers` and `--protocol grpc` as they say.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startCorpus } from './corpus.mjs';
import { percentile, sendAll, sendAtRate } from './load.mjs';
import { makeFolder, startService } from './processes.mjs';
import { startSink } from './sink.mjs';
import { SpanSet } from './span-set.mjs';
import { report } from './verdict.mjs';

/** What memory may grow by from the second quarter of the time to the last one. */
const MAX_GROWTH = 1.1;
const WARM_UP_MS = 15_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    rate: { type: 'string' },
    durability: { type: 'string', default: 'fsync' },
    workers: { type: 'string', default: '1' },
    protocol: { type: 'string', default: 'http' },
  },
});
const seconds = Number(values.minutes) * 60;
const { protocol } = values;
const workers = Number(values.workers);
const { folder, remove } = makeFolder('soak');
const sink = await startSink();
const service = await startService({
  folder,
  sinkUrl: sink.url,
  durability: values.durability,
  protocol,
  attribution: { idle_timeout: '10s' },
  service: { workers },
  // More than one worker has nothing to do on one processor.
  cpu: workers === 1 ? 0 : undefined,
});
const acknowledged = new SpanSet();
const onTaken = ({ body }) => acknowledged.addRequest(body);
const corpus = startCorpus();

const spansPerSecond = values.rate === undefined ? (await maximum()) / 2 : Number(values.rate);
process.stderr.write(`soak: ${Math.round(spansPerSecond)} spans/s for ${values.minutes} minutes\n`);
const resident = [];
const sampling = setInterval(() => resident.push(service.rssBytes()), 1000);
const { latencies, refused } = await sendAtRate(service.url, corpus, {
  spansPerSecond,
  seconds,
  protocol,
  onTaken,
});
clearInterval(sampling);
await sink.until(() => acknowledged.missingIn(sink.seen) === 0);
const [early, late] = [meanOf(0.25, 0.5), meanOf(0.75, 1)];
report({
  what: `soak at ${Math.round(spansPerSecond)} spans/s, durability ${values.durability}, workers ${workers}, ${protocol}`,
  minutes: Number(values.minutes),
  acknowledged: acknowledged.size,
  refused,
  p99AcknowledgeMs: Math.round(percentile(latencies, 0.99)),
  residentMb: { secondQuarter: Math.round(early / 1e6), lastQuarter: Math.round(late / 1e6) },
  peakMb: Math.round(service.peakBytes() / 1e6),
  missing: acknowledged.missingIn(sink.seen),
  problems: late > early * MAX_GROWTH ? ['memory grows'] : [],
});
await service.stop();
await sink.close();
remove();

/** Spans a second that come out when senders do not wait, once the service is warm. */
async function maximum() {
  const endMs = performance.now() + 2 * WARM_UP_MS;
  let [counted, sinceMs] = [0, 0];
  const reading = sleep(WARM_UP_MS).then(() => {
    [counted, sinceMs] = [sink.seen.size, performance.now()];
  });
  await sendAll(service.url, () => corpus.next(), {
    protocol,
    onTaken,
    isStopped: () => performance.now() > endMs,
  });
  await reading;
  const spans = sink.seen.size - counted;
  const rate = spans / ((performance.now() - sinceMs) / 1000);
  await sink.until(() => acknowledged.missingIn(sink.seen) === 0);
  return rate;
}

function meanOf(from, to) {
  const part = resident.slice(Math.floor(resident.length * from), Math.ceil(resident.length * to));
  return part.reduce((sum, bytes) => sum + bytes, 0) / part.length;
}
