import { attributeTrace } from '@agent-attribution/core';
import { toSpans } from './data/to-spans.js';
import { readFolder } from './data/who-and-when.js';
import { scoreReport, summarise } from './scoring.js';
const dir = process.argv[2] ?? '';
for (const set of ['Algorithm-Generated', 'Hand-Crafted']) {
  const t = Date.now();
  const scores = readFolder(`${dir}/${set}`).map(({ log, label }) => {
    const { spans, positionOf } = toSpans(log, { metadataOnly: process.argv.includes('--meta') });
    return scoreReport(attributeTrace(spans, { candidateLimit: 10_000 }), positionOf, label);
  });
  console.log(set, JSON.stringify(summarise(scores)), Date.now() - t);
}
