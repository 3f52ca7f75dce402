/**
 * Generated agent traces of 20 spans of about 1 kB, as senders batch them: eight traces in each request, and the last
 * third of each trace in the next one. A pool of requests is sent again and again, each time as other traces.
 */
import { writeOtlpProto } from '@agent-attribution/otlp';
import { makeTrace } from '../../bench/traces.mjs';

const SPANS_PER_TRACE = 21;
const SPANS_IN_FIRST_PART = 12;
const TEXT =
  'Answer the question with the help of the documents that were found, and name each source. '.repeat(6);
const RESOURCE = { 'service.name': 'bench', 'service.version': '1.2.3', 'host.name': 'host-1' };

const TEMPLATES = [makeTrace(SPANS_PER_TRACE), makeTrace(SPANS_PER_TRACE, { failing: true })];

/** What a trace id begins with: a mark, then the lap in four bytes, then zeros, then the trace in four bytes. */
const MARK = Buffer.from('5a3c', 'hex');
const PREFIX = Buffer.concat([MARK, Buffer.alloc(10)]);

/** One in ten traces fails. */
const templateOf = (n) => TEMPLATES[n % 10 === 0 ? 1 : 0];

const attributesOf = (span) => ({
  ...Object.fromEntries([...span.attributeKeys()].map((key) => [key, span.attribute(key)])),
  'app.prompt': TEXT,
});

/** What a span of the corpus was made of, and the attributes that it was given; undefined for what has been added. */
export function findTemplate({ traceId, spanId }) {
  const n = Number.parseInt(traceId.slice(24), 16) - 1;
  const span = templateOf(n).find((template) => template.spanId === spanId);
  return span && { span, attributes: attributesOf(span) };
}

const traceOf = (n) => {
  const traceId = PREFIX.toString('hex') + (n + 1).toString(16).padStart(8, '0');
  return templateOf(n).map((span) => ({
    traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: span.name,
    kind: span.kind,
    startMicros: span.startMicros,
    endMicros: span.endMicros,
    statusCode: span.statusCode,
    statusMessage: span.statusMessage,
    scopeName: 'bench',
    resource: RESOURCE,
    attributes: attributesOf(span),
  }));
};

/** Requests of whole traces, each trace spread over two requests that follow each other. */
export function* makeRequests(traces, { tracesPerRequest = 8 } = {}) {
  let carried = [];
  for (let n = 0; n < traces; n += tracesPerRequest) {
    const request = carried;
    carried = [];
    for (let at = n; at < Math.min(traces, n + tracesPerRequest); at++) {
      const spans = traceOf(at);
      request.push(...spans.slice(0, SPANS_IN_FIRST_PART));
      carried.push(...spans.slice(SPANS_IN_FIRST_PART));
    }
    yield Buffer.from(writeOtlpProto(request));
  }
  if (carried.length > 0) yield Buffer.from(writeOtlpProto(carried));
}

export const spansIn = (traces) =>
  TEMPLATES[0].length * traces - Math.ceil(traces / 10) * (TEMPLATES[0].length - TEMPLATES[1].length);

/** Ids of all spans of the corpus, as `scanRequest` gives them: what else comes out has been added on the way. */
export const SPAN_IDS = new Set(
  TEMPLATES[0].map(({ spanId }) => Buffer.from(spanId, 'hex').toString('latin1')),
);

/**
 * Requests without end out of a pool of so many traces: each lap has trace ids of its own.
 *
 * @param options.firstLap - for a second corpus beside another. Default 0.
 * @returns `next()`, which gives `{ body, spans }`; the body is a copy
 */
export function startCorpus(traces = 1_600, { firstLap = 0, ...options } = {}) {
  const pool = Array.from(makeRequests(traces, options), (body) => ({ body, ids: idsIn(body) }));
  let count = 0;
  return {
    traces,
    requestsPerLap: pool.length,
    next() {
      const { body, ids } = pool[count % pool.length];
      const lap = firstLap + Math.floor(count / pool.length);
      count += 1;
      const copy = Buffer.from(body);
      for (const at of ids) copy.writeUInt32BE(lap, at + MARK.length);
      return { body: copy, spans: ids.length };
    },
  };
}

const idsIn = (body) => {
  const found = [];
  for (let at = body.indexOf(PREFIX); at >= 0; at = body.indexOf(PREFIX, at + PREFIX.length)) found.push(at);
  return found;
};

/** Traces of one lap at most. */
export const TRACES_PER_LAP = 2048;

/** Where a span of the corpus belongs, out of ids in latin1; a trace has at most 31 spans. */
export const placeOf = (traceId, spanId) => {
  const trace = Buffer.from(traceId, 'latin1');
  return {
    lap: trace.readUInt32BE(MARK.length),
    trace: trace.readUInt32BE(12),
    bit: 1 << (spanId.codePointAt(7) ?? 0),
  };
};
