/**
 * The collector-side service as its users start it, against a stock Collector with groupbytrace, which enriches nothing
 * and keeps nothing: each on processor 0, sender and sink on processor 1, OTLP/HTTP as protobuf, the same spans.
 * Workers are measured with nothing bound.
 * `npm run bench:collector [-- --only throughput,acknowledge,memory,mixed,workers --runs 5 --spans 1000000 --open 200000]`
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { bindTo } from '../../collector/service/processes.mjs';
import { measureAcknowledge } from './acknowledge.mjs';
import { measureMemory } from './memory.mjs';
import { measureMixed } from './mixed.mjs';
import { measureThroughput } from './throughput.mjs';
import { measureWorkers } from './workers.mjs';

const PARTS = {
  throughput: measureThroughput,
  acknowledge: measureAcknowledge,
  memory: measureMemory,
  mixed: measureMixed,
  workers: measureWorkers,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(PARTS).join(',') },
    runs: { type: 'string', default: '5' },
    spans: { type: 'string', default: '1000000' },
    open: { type: 'string', default: '200000' },
    rate: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '20' },
  },
});

console.log(
  `${new Date().toISOString()}, ${cpus()[0]?.model}, ${cpus().length} processors, Node ${process.version}`,
);
for (const part of values.only.split(',')) {
  await bindTo(part === 'workers' ? `0-${cpus().length - 1}` : 1);
  await PARTS[part]({
    runs: Number(values.runs),
    spans: Number(values.spans),
    open: Number(values.open),
    rate: Number(values.rate),
    seconds: Number(values.seconds),
  });
}
