/**
 * Kills the whole service at random moments under load and starts it again on the same folder; at the end every span that
 * was acknowledged has to be at the sink. In every third round the destination refuses, so that its queue is killed too.
 * `node test/collector/service/crash.mjs --rounds 30 --durability fsync`
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startLoad } from './acknowledged-load.mjs';
import { makeFolder, startService } from './processes.mjs';
import { startSink } from './sink.mjs';
import { report } from './verdict.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, durability: { type: 'string', default: 'fsync' } },
});
const rounds = Number(values.rounds);
const { folder, remove } = makeFolder('crash');
const sink = await startSink();
const options = {
  folder,
  sinkUrl: sink.url,
  durability: values.durability,
  attribution: { quiet_period: '300ms', idle_timeout: '5s' },
};
let service = await startService(options);
const load = startLoad(service.url, { senders: 8 });
for (let round = 1; round <= rounds; round++) {
  sink.state.answer = round % 3 === 0 ? 'refuse' : 'take';
  await sleep(300 + Math.random() * 2700);
  await service.stop('SIGKILL');
  service = await startService({ ...options, port: service.port });
}
sink.state.answer = 'take';
const { requests, refused } = await load.stop();
await sink.until(() => load.acknowledged.missingIn(sink.seen) === 0);
report({
  what: `${rounds} kills, durability ${values.durability}`,
  requests,
  refused,
  acknowledged: load.acknowledged.size,
  repeated: sink.state.repeated,
  missing: load.acknowledged.missingIn(sink.seen),
});
await service.stop();
await sink.close();
remove();
