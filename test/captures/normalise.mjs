/**
 * Makes a capture the same each time: ids are numbered, what depends on the machine or is ours is left out, and times are
 * told by a clock that goes on by one with each start and end. Who is within whom and what started first stays what it
 * was; the apps do one thing after the other, so that is all that their times tell.
 */
import { ATTRIBUTION_OUTPUT, ATTRIBUTION_SCOPE } from '../../packages/semantic-conventions/dist/index.js';

const OURS = new Set(Object.values(ATTRIBUTION_OUTPUT));
const RESOURCE_KEYS = /^(?:service\.name|telemetry\.sdk\.(?:name|language))$/;
/** Numbers that differ from run to run. */
const VARYING_NUMBER =
  /(?:duration|latency|msTo|ms_to|time_to|timeTo|PerSecond|per_second|elapsed|_ms$|Ms$|created|timestamp|server\.port)/;
const VARYING_TEXT = /event_id$/;
const EPOCH_MILLIS = Date.UTC(2026, 0, 1);

const REPLACEMENTS = [
  [/\b(?:127\.0\.0\.1|localhost):\d+/g, '127.0.0.1:8080'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, '2026-01-01T00:00:00.000Z'],
  [/\b1[789]\d{11}\b/g, String(EPOCH_MILLIS)],
  [/\b1[789]\d{8}(?:\.\d+)?\b/g, String(EPOCH_MILLIS / 1000)],
  [/\n {4}at [^]*$/g, ''],
];
const RANDOM_IDS = [
  /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g,
  /\b[\da-f]{32}\b/g,
  /\b[\da-f]{16}\b/g,
];

/** @param requests - bodies of OTLP requests as JSON, in order of arrival; @param folder - where the app ran */
export const normalise = (requests, folder, ownIds = []) => {
  const entries = requests
    .flatMap(({ resourceSpans = [] }) => resourceSpans)
    .flatMap(({ resource, scopeSpans = [] }) =>
      scopeSpans.flatMap(({ scope, spans = [] }) => spans.map((span) => ({ resource, scope, span }))),
    )
    .filter(({ scope }) => scope?.name !== ATTRIBUTION_SCOPE);
  const ordered = inOrder(entries);
  const ids = numberIds(ordered);
  const times = tellTimes(ordered.map(({ span }) => span));
  const tidy = textTidier(ids, [folder, ...ownIds]);

  const groups = new Map();
  for (const { resource, scope, span } of ordered) {
    const kept = (resource?.attributes ?? []).filter(({ key }) => RESOURCE_KEYS.test(key));
    const key = JSON.stringify([kept, scope?.name]);
    const group = groups.get(key) ?? {
      resource: { attributes: kept },
      scope: { name: scope?.name ?? '' },
      spans: [],
    };
    groups.set(key, group);
    group.spans.push(tidySpan(span, { ids, times, tidy }));
  }
  return {
    resourceSpans: [...groups.values()].map(({ resource, scope, spans }) => ({
      resource,
      scopeSpans: [{ scope, spans }],
    })),
  };
};

/** By start; of those that start together, the parent first, then as they arrived. */
const inOrder = (entries) => {
  const bySpanId = new Map(entries.map((entry) => [entry.span.spanId, entry]));
  const depth = ({ span }, steps = 0) => {
    const parent = bySpanId.get(span.parentSpanId);
    return parent === undefined || steps > 100 ? steps : depth(parent, steps + 1);
  };
  return [...bySpanId.values()]
    .map((entry) => ({ entry, start: BigInt(entry.span.startTimeUnixNano), depth: depth(entry) }))
    .sort((a, b) => (a.start === b.start ? a.depth - b.depth : a.start < b.start ? -1 : 1))
    .map(({ entry }) => entry);
};

const numberIds = (entries) => {
  const ids = new Map();
  for (const [width, keys] of [
    [32, ['traceId']],
    [16, ['spanId', 'parentSpanId']],
  ]) {
    let count = 0;
    for (const key of keys) {
      for (const { span } of entries) {
        const id = span[key];
        if (id && !ids.has(id)) ids.set(id, (count += 1).toString(16).padStart(width, '0'));
      }
    }
  }
  return ids;
};

/** Times by span id, as if each span took what its children take. */
const tellTimes = (spans) => {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const childrenOf = new Map();
  for (const span of spans) {
    const parent = ids.has(span.parentSpanId) ? span.parentSpanId : '';
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), span]);
  }
  const times = new Map();
  let millis = EPOCH_MILLIS;
  const tick = () => String(BigInt((millis += 1)) * 1_000_000n);
  const walk = (span) => {
    const start = tick();
    for (const child of childrenOf.get(span.spanId) ?? []) walk(child);
    times.set(span.spanId, { start, events: (span.events ?? []).map(tick), end: tick() });
  };
  for (const root of childrenOf.get('') ?? []) walk(root);
  return times;
};

const textTidier = (ids, folders) => {
  const seen = new Map();
  return (text) => {
    let tidy = text;
    for (const folder of folders) tidy = tidy.replaceAll(folder, '/app');
    for (const [pattern, by] of REPLACEMENTS) tidy = tidy.replaceAll(pattern, by);
    for (const pattern of RANDOM_IDS) {
      tidy = tidy.replaceAll(pattern, (id) => {
        if (ids.has(id)) return ids.get(id);
        if (/^0{6}/.test(id)) return id;
        if (!seen.has(id)) seen.set(id, (seen.size + 1).toString(16));
        return id.replaceAll(/[\da-f]/g, '0').slice(0, -seen.get(id).length) + seen.get(id);
      });
    }
    return tidy;
  };
};

const tidySpan = (span, { ids, times, tidy }) => ({
  traceId: ids.get(span.traceId),
  spanId: ids.get(span.spanId),
  ...(span.parentSpanId && { parentSpanId: ids.get(span.parentSpanId) }),
  name: tidy(span.name),
  kind: span.kind,
  startTimeUnixNano: times.get(span.spanId).start,
  endTimeUnixNano: times.get(span.spanId).end,
  attributes: tidyAttributes(span.attributes, tidy),
  ...(span.droppedAttributesCount > 0 && { droppedAttributesCount: span.droppedAttributesCount }),
  ...(span.events?.length > 0 && {
    events: span.events.map(({ name, attributes }, index) => ({
      name,
      timeUnixNano: times.get(span.spanId).events[index],
      attributes: tidyAttributes(attributes, tidy),
    })),
  }),
  ...(span.links?.length > 0 && {
    links: span.links.map(({ traceId, spanId }) => ({
      traceId: ids.get(traceId) ?? tidy(traceId),
      spanId: ids.get(spanId) ?? tidy(spanId),
    })),
  }),
  ...(span.status?.code > 0 && {
    status: { code: span.status.code, ...(span.status.message && { message: tidy(span.status.message) }) },
  }),
});

const tidyAttributes = (attributes = [], tidy) =>
  attributes
    .filter(({ key }) => !OURS.has(key))
    .map(({ key, value }) => ({
      key,
      value: VARYING_TEXT.test(key)
        ? { stringValue: 'varies' }
        : tidyValue(value, tidy, VARYING_NUMBER.test(key)),
    }));

const tidyValue = (value, tidy, varies) => {
  if (value?.stringValue !== undefined) return { stringValue: tidy(value.stringValue) };
  if (varies && value?.doubleValue !== undefined) return { doubleValue: 1 };
  if (varies && value?.intValue !== undefined) return { intValue: 1 };
  if (value?.arrayValue !== undefined)
    return {
      arrayValue: { values: (value.arrayValue.values ?? []).map((item) => tidyValue(item, tidy, varies)) },
    };
  if (value?.kvlistValue !== undefined)
    return { kvlistValue: { values: tidyAttributes(value.kvlistValue.values, tidy) } };
  return value;
};

/** Indented, but with one line for each attribute. */
export const print = (document) =>
  `${JSON.stringify(document, null, 1).replaceAll(
    /\{\s+"key": ("(?:[^"\\]|\\.)*"),\s+"value": \{\s+("\w+Value": (?:"(?:[^"\\]|\\.)*"|[^\s[{]+))\s+\}\s+\}/g,
    '{ "key": $1, "value": { $2 } }',
  )}\n`;
