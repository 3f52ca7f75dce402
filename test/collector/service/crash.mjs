/**
 * Kills the whole service at random moments under load and starts it again on the same folder; at the end every span that
 * was acknowledged has to be at the sink. In every third round the destination refuses, so that its queue is killed too.
 * With several numbers of workers each start has the next one. One start after each kill is killed before it is ready.
 * `node test/collector/service/crash.mjs --rounds 30 --durability fsync --workers 2,3,1 --protocol grpc`
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startLoad } from './acknowledged-load.mjs';
import { makeFolder, startService } from './processes.mjs';
import { startSink } from './sink.mjs';
import { report } from './verdict.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    durability: { type: 'string', default: 'fsync' },
    workers: { type: 'string', default: '1' },
    protocol: { type: 'string', default: 'http' },
  },
});
const rounds = Number(values.rounds);
const { folder, remove } = makeFolder('crash');
const sink = await startSink();
const options = {
  folder,
  sinkUrl: sink.url,
  durability: values.durability,
  protocol: values.protocol,
  attribution: { quiet_period: '300ms', idle_timeout: '5s' },
};
const numbersOfWorkers = values.workers.split(',').map(Number);
const start = (round, port, isAwaited = true) =>
  startService({
    ...options,
    port,
    isAwaited,
    service: { workers: numbersOfWorkers[round % numbersOfWorkers.length] },
  });
let service = await start(0);
const load = startLoad(service.url, { senders: 8, protocol: values.protocol });
for (let round = 1; round <= rounds; round++) {
  sink.state.answer = round % 3 === 0 ? 'refuse' : 'take';
  await sleep(300 + Math.random() * 2700);
  await service.stop('SIGKILL');
  const early = await start(round, service.port, false);
  await sleep(Math.random() * 1500);
  await early.stop('SIGKILL');
  service = await start(round + 1, service.port);
}
sink.state.answer = 'take';
const { requests, refused } = await load.stop();
await sink.until(() => load.acknowledged.missingIn(sink.seen) === 0);
report({
  what: `${rounds} kills, durability ${values.durability}, workers ${values.workers}, ${values.protocol}`,
  requests,
  refused,
  acknowledged: load.acknowledged.size,
  repeated: sink.state.repeated,
  missing: load.acknowledged.missingIn(sink.seen),
});
await service.stop();
await sink.close();
remove();
