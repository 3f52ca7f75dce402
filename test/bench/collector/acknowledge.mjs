import { loadavg } from 'node:os';
import { startCorpus } from '../../collector/service/corpus.mjs';
import { percentile, sendAtRate } from '../../collector/service/load.mjs';
import { makeFolder, startService, startStockCollector } from '../../collector/service/processes.mjs';
import { startSink } from '../../collector/service/sink.mjs';

const SYSTEMS = {
  'stock Collector, groupbytrace': (options) => startStockCollector(options),
  'ours, durability os': (options) => startService({ ...options, durability: 'os' }),
  'ours, durability fsync': (options) => startService({ ...options, durability: 'fsync' }),
};

/** From when a request is due to its acknowledgement, at a steady rate: a sender that is held up does not hide it. */
export async function measureAcknowledge({ rate, seconds }) {
  console.log(
    `\nacknowledgement at ${rate} spans/s for ${seconds} s (load average ${loadavg()[0].toFixed(1)})`,
  );
  for (const [name, start] of Object.entries(SYSTEMS)) {
    const { folder, remove } = makeFolder('bench');
    const sink = await startSink();
    const system = await start({ folder, sinkUrl: sink.url, cpu: 0 });
    const corpus = startCorpus();
    await sendAtRate(system.url, corpus, { spansPerSecond: rate / 2, seconds: 8 });
    const { latencies, refused } = await sendAtRate(system.url, corpus, { spansPerSecond: rate, seconds });
    const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(latencies, share).toFixed(1));
    console.log(
      `${name.padEnd(32)} p50 ${p50} ms, p99 ${p99} ms, max ${max} ms, ${latencies.length} requests, ${refused} refused`,
    );
    await system.stop();
    await sink.close();
    remove();
  }
}
