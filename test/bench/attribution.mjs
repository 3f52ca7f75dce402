/**
 * Cost of `attributeTrace`, on built output: microseconds for a small healthy and a small failing trace, and spans per
 * second as traces grow. Linear means that the last column stays of the same size from row to row.
 * `npm run bench:attribution [-- --spans 1000000]`
 */
import { parseArgs } from 'node:util';
import { attributeTrace } from '@agent-attribution/core';
import { makeTrace } from './traces.mjs';

const { values } = parseArgs({ options: { spans: { type: 'string', default: '100000' } } });

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Median time of one call, in microseconds, over rounds long enough for the clock. */
function time(work, { rounds = 15, minMs = 20 } = {}) {
  const samples = [];
  for (let round = 0; round < rounds; round++) {
    let calls = 0;
    const start = performance.now();
    do {
      work();
      calls += 1;
    } while (performance.now() - start < minMs);
    samples.push(((performance.now() - start) * 1000) / calls);
  }
  return median(samples);
}

const row = (...cells) =>
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(34) : String(cell).padStart(14))).join(''),
  );

row('trace', 'median us', 'spans/s');
for (const [name, spans] of [
  ['healthy, 20 spans', makeTrace(21)],
  ['failing, 20 spans', makeTrace(21, { failing: true })],
  ['healthy, 20 spans with content', makeTrace(21, { content: true })],
  ['healthy, 10 spans', makeTrace(10)],
  ['healthy, 1000 spans', makeTrace(1000)],
  ['failing, 1000 spans', makeTrace(1000, { failing: true })],
]) {
  time(() => attributeTrace(spans), { rounds: 5, minMs: 200 });
  const micros = time(() => attributeTrace(spans));
  row(name, micros.toFixed(1), Math.round((spans.length / micros) * 1e6));
}
for (const failing of [false, true]) {
  const spans = makeTrace(Number(values.spans), { failing });
  const micros = time(() => attributeTrace(spans), { rounds: 3, minMs: 1 });
  row(
    `${failing ? 'failing' : 'healthy'}, ${values.spans} spans`,
    Math.round(micros),
    Math.round((spans.length / micros) * 1e6),
  );
}
console.log(`resident after: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);
