import { loadavg } from 'node:os';
import { startCorpus } from '../../collector/service/corpus.mjs';
import { sendAll } from '../../collector/service/load.mjs';
import { makeFolder, startService, startStockCollector } from '../../collector/service/processes.mjs';
import { startSink } from '../../collector/service/sink.mjs';
import { median } from '../rounds.mjs';

const WAIT_MS = 1000;
/** Until the just-in-time compilers have come to rest: after 600,000 spans a span still takes a tenth more than later. */
export const WARM_UP_SPANS = 1_500_000;

const SYSTEMS = {
  'stock Collector, groupbytrace': (options) => startStockCollector(options),
  'ours, durability memory': (options) => startService({ ...options, durability: 'memory' }),
  'ours, durability os': (options) => startService({ ...options, durability: 'os' }),
  'ours, durability fsync': (options) => startService({ ...options, durability: 'fsync' }),
};

/** As many spans as it takes, from the first request sent to the last span at the sink. */
export async function measureThroughput({ runs, spans }) {
  const samples = Object.fromEntries(Object.keys(SYSTEMS).map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const [name, start] of Object.entries(SYSTEMS)) samples[name].push(await runOnce(start, spans));
  }
  const stock = Object.values(samples)[0];
  console.log(
    `\nthroughput, ${spans} spans after ${WARM_UP_SPANS} to warm up, medians of ${runs} interleaved runs`,
  );
  console.log(
    `(both wait 1 s for a trace; that second is taken off; load average ${loadavg()[0].toFixed(1)})`,
  );
  for (const [name, all] of Object.entries(samples)) {
    const of = (key) => median(all.map((sample) => sample[key]));
    const ratios = all.map((sample, run) => sample.spansPerSecond / stock[run].spansPerSecond);
    const cpuRatios = all.map((sample, run) => stock[run].cpuMicros / sample.cpuMicros);
    console.log(
      `${name.padEnd(32)} ${Math.round(of('spansPerSecond')).toString().padStart(7)} spans/s ` +
        `(${median(ratios).toFixed(2)}x)  ${of('cpuMicros').toFixed(1).padStart(5)} us CPU a span ` +
        `(${median(cpuRatios).toFixed(2)}x)  peak ${Math.round(of('peak') / 1e6)} MB`,
    );
  }
}

/** @param start - starts what takes spans and hands them to the sink */
export async function runOnce(start, spans) {
  const { folder, remove } = makeFolder('bench');
  const sink = await startSink();
  const system = await start({ folder, sinkUrl: sink.url, cpu: 0 });
  const corpus = startCorpus();
  try {
    await pass(system, sink, corpus, WARM_UP_SPANS);
    return await pass(system, sink, corpus, spans);
  } finally {
    await system.stop();
    await sink.close();
    remove();
  }
}

async function pass(system, sink, corpus, spans) {
  const before = sink.seen.size;
  const cpuBefore = system.cpuMs();
  const mainBefore = system.mainCpuMs();
  const startMs = performance.now();
  const { sent } = await sendSpans(system.url, corpus, spans);
  if (!(await sink.until(() => sink.seen.size >= before + sent))) {
    throw new Error(`${before + sent - sink.seen.size} spans are missing`);
  }
  const seconds = (sink.state.lastMs - startMs - WAIT_MS) / 1000;
  return {
    spansPerSecond: sent / seconds,
    cpuMicros: ((system.cpuMs() - cpuBefore) * 1000) / sent,
    mainMicros: ((system.mainCpuMs() - mainBefore) * 1000) / sent,
    peak: system.peakBytes(),
  };
}

async function sendSpans(url, corpus, spans) {
  let sent = 0;
  const next = () => {
    if (sent >= spans) return undefined;
    const request = corpus.next();
    sent += request.spans;
    return request;
  };
  await sendAll(url, next);
  return { sent };
}
