import { setTimeout as sleep } from 'node:timers/promises';
import { startCorpus } from '../../collector/service/corpus.mjs';
import { sendAll } from '../../collector/service/load.mjs';
import { makeFolder, startService, startStockCollector } from '../../collector/service/processes.mjs';
import { startSink } from '../../collector/service/sink.mjs';

/** Traces that stay open: nothing is due before the measurement has ended. */
const OPEN = { quiet_period: '1h', idle_timeout: '2h', max_traces: 10_000_000, max_bytes: '8GiB' };

/** With `share` of the traces: what keeps all spans in memory would need ten gigabytes and more for all of them. */
const SYSTEMS = {
  'ours, durability os': {
    share: 1,
    start: (options) => startService({ ...options, durability: 'os', attribution: OPEN }),
  },
  'stock Collector, groupbytrace': {
    share: 0.1,
    start: (options) => startStockCollector({ ...options, waitDuration: '1h' }),
  },
};

/** What the process itself has resident with so many open traces, right after they came and a moment later. */
export async function measureMemory({ open }) {
  console.log(`\nmemory with ${open} open traces of 21 spans`);
  for (const [name, { share, start }] of Object.entries(SYSTEMS)) {
    const { folder, remove } = makeFolder('bench');
    const sink = await startSink();
    const system = await start({ folder, sinkUrl: sink.url, cpu: 0 });
    const idle = system.rssBytes();
    const corpus = startCorpus();
    let left = Math.round(((open * share) / corpus.traces) * corpus.requestsPerLap);
    const { spans } = await sendAll(system.url, () => (left-- > 0 ? corpus.next() : undefined));
    const after = system.rssBytes();
    await sleep(15_000);
    const text = await system.metrics?.();
    const traces = /^\S*open_traces\S* (\d+)/m.exec(text ?? '')?.[1];
    console.log(
      `${name.padEnd(32)} ${spans} spans${traces === undefined ? '' : ` in ${traces} open traces`}: ` +
        `${mb(system.rssBytes())} resident 15 s later (${mb(idle)} before, ${mb(after)} at the end, ` +
        `${mb(system.peakBytes())} at most), ${((system.rssBytes() - idle) / spans).toFixed(0)} bytes a span`,
    );
    await system.stop('SIGKILL');
    await sink.close();
    remove();
  }
}

const mb = (count) => `${Math.round(count / 1e6)} MB`;
