import { attributeAndPlace, attributesOf, attributionSpanOf } from '@agent-attribution/core';
import { readOtlpProto, scanRequest, copySpans } from '@agent-attribution/otlp';
import { makeRequests, spansIn } from '../collector/service/corpus.mjs';
const bodies = [...makeRequests(1000)];
const byTrace = new Map();
for (const body of bodies) {
  const { layout, traceIds } = scanRequest(body);
  traceIds.forEach((t, i) => {
    const p = byTrace.get(t) ?? [];
    byTrace.set(t, p);
    if (p.at(-1)?.bytes !== body) p.push({ bytes: body, layout, spans: [] });
    p.at(-1).spans.push(i);
  });
}
const copied = [...byTrace.values()].map((p) => copySpans(p));
const n = spansIn(1000);
const cpu = () => {
  const u = process.cpuUsage();
  return u.user + u.system;
};
const stages = {
  scan: () => bodies.forEach((b) => scanRequest(b)),
  read: () => copied.forEach((t) => readOtlpProto(t, { isChecked: true })),
  attr: () => copied.forEach((t) => attributeAndPlace(readOtlpProto(t, { isChecked: true }).spans)),
  all: () =>
    copied.forEach((t) => {
      const r = attributeAndPlace(readOtlpProto(t, { isChecked: true }).spans);
      attributesOf(r.report, r.places);
      attributionSpanOf(r.report, '00');
    }),
};
for (const [k, f] of Object.entries(stages)) {
  if (process.argv[2] && process.argv[2] !== k) continue;
  for (let i = 0; i < 5; i++) f();
  const a = [];
  for (let i = 0; i < 25; i++) {
    const t = cpu();
    f();
    a.push((cpu() - t) / n);
  }
  a.sort((x, y) => x - y);
  console.log(k, 'min', a[0].toFixed(2), 'med', a[12].toFixed(2));
}
