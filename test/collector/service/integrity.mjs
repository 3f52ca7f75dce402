/**
 * Whether what comes out is what went in, attribute by attribute, while a destination takes its time and refuses a tenth of
 * the requests: bodies and batches lie in memory that is used again. Says one line of JSON; ends with an error when a
 * span is missing or has changed. `npm run integrity:collector [-- --spans 400000 --memory 8MiB --durability fsync]`
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readOtlpProto } from '@agent-attribution/otlp';
import { findTemplate, startCorpus } from './corpus.mjs';
import { sendAll } from './load.mjs';
import { makeFolder, startService } from './processes.mjs';

const { values } = parseArgs({
  options: {
    spans: { type: 'string', default: '400000' },
    memory: { type: 'string', default: '240MiB' },
    durability: { type: 'string', default: 'os' },
  },
});
const SPANS = Number(values.spans);
const REFUSED_SHARE = 0.1;
const MAX_DELAY_MS = 100;
/** How long nothing may come before what is missing counts as lost. */
const PATIENCE_MS = 30_000;

const came = { distinct: new Set(), changed: 0, verdicts: 0 };

const isUnchanged = (span, { span: template, attributes }) =>
  span.name === template.name &&
  span.parentSpanId === template.parentSpanId &&
  span.statusCode === template.statusCode &&
  span.startMicros === template.startMicros &&
  span.endMicros === template.endMicros &&
  Object.entries(attributes).every(
    ([key, value]) => JSON.stringify(span.attribute(key)) === JSON.stringify(value),
  );

function look(body) {
  for (const span of readOtlpProto(body).spans) {
    const template = findTemplate(span);
    if (template === undefined) {
      came.verdicts += JSON.parse(span.attribute('attribution.report')).traceId === span.traceId ? 1 : 0;
      continue;
    }
    came.distinct.add(`${span.traceId} ${span.spanId}`);
    if (!isUnchanged(span, template)) came.changed += 1;
  }
}

const destination = createServer((request, response) => {
  const chunks = [];
  request
    .on('data', (chunk) => chunks.push(chunk))
    .on('end', async () => {
      await sleep(Math.random() * MAX_DELAY_MS);
      if (Math.random() < REFUSED_SHARE) response.statusCode = 503;
      else look(Buffer.concat(chunks));
      response.end();
    });
}).listen(0, '127.0.0.1');
await once(destination, 'listening');

const { folder, remove } = makeFolder('integrity');
const system = await startService({
  folder,
  sinkUrl: `http://127.0.0.1:${destination.address().port}`,
  durability: values.durability,
  attribution: { max_memory_bytes: values.memory },
});
const corpus = startCorpus();
let sent = 0;
await sendAll(system.url, () => {
  if (sent >= SPANS) return undefined;
  const request = corpus.next();
  sent += request.spans;
  return request;
});
let seen = came.distinct.size;
for (let silentMs = 0; seen < sent && silentMs < PATIENCE_MS; silentMs += 100) {
  await sleep(100);
  if (came.distinct.size > seen) silentMs = 0;
  seen = came.distinct.size;
}
await system.stop();
destination.close();
destination.closeAllConnections();
remove();
const { distinct, changed, verdicts } = came;
console.log(JSON.stringify({ what: 'integrity', sent, missing: sent - distinct.size, changed, verdicts }));
if (distinct.size !== sent || changed > 0) process.exitCode = 1;
