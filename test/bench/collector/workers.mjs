import { cpus, loadavg } from 'node:os';
import { startService } from '../../collector/service/processes.mjs';
import { median } from '../rounds.mjs';
import { runOnce, WARM_UP_SPANS } from './throughput.mjs';

const NUMBERS = [1, 2];

/** The service with one worker and with more, in turns. Nothing is bound to a processor: sender and sink need theirs. */
export async function measureWorkers({ runs, spans }) {
  const samples = new Map(NUMBERS.map((workers) => [workers, []]));
  for (let run = 0; run < runs; run++) {
    for (const workers of NUMBERS) {
      const load = loadavg()[0];
      const before = process.cpuUsage();
      const sample = await runOnce(
        (options) => startService({ ...options, cpu: undefined, durability: 'os', service: { workers } }),
        spans,
      );
      const { user, system } = process.cpuUsage(before);
      // Of the warm-up as well.
      const senderMicros = (user + system) / (spans + WARM_UP_SPANS);
      samples.get(workers).push({ ...sample, senderMicros, load });
    }
  }
  console.log(
    `\nworkers, ${spans} spans after ${WARM_UP_SPANS} to warm up, durability os, medians of ${runs} runs in turns, ` +
      `${cpus().length} processors for service, sender and sink`,
  );
  const alone = samples.get(1);
  for (const [workers, all] of samples) {
    const of = (key) => median(all.map((sample) => sample[key]));
    const ratioOf = (key) => median(all.map((sample, run) => sample[key] / alone[run][key])).toFixed(2);
    console.log(
      `workers ${workers}  ${Math.round(of('spansPerSecond')).toString().padStart(7)} spans/s (${ratioOf('spansPerSecond')}x)  ` +
        `${of('cpuMicros').toFixed(1)} us CPU a span (${ratioOf('cpuMicros')}x), of which the main thread ${of('mainMicros').toFixed(1)}  peak ${Math.round(of('peak') / 1e6)} MB  ` +
        `sender and sink ${of('senderMicros').toFixed(1)} us a span  load average ${of('load').toFixed(1)}`,
    );
  }
}
