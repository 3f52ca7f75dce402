/** Generated agent traces of 20 spans of about 1 kB, as senders batch them: several traces in each request. */
import { writeOtlpProto } from '@agent-attribution/otlp';
import { makeTrace } from '../traces.mjs';

const SPANS_PER_TRACE = 21;
const TEXT =
  'Answer the question with the help of the documents that were found, and name each source. '.repeat(6);

const TEMPLATES = [makeTrace(SPANS_PER_TRACE), makeTrace(SPANS_PER_TRACE, { failing: true })];

/** One in ten traces fails. */
const traceOf = (n) => {
  const traceId = `5a3c${(n + 1).toString(16).padStart(28, '0')}`;
  return TEMPLATES[n % 10 === 0 ? 1 : 0].map((span) => ({
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
    attributes: {
      ...Object.fromEntries([...span.attributeKeys()].map((key) => [key, span.attribute(key)])),
      'app.prompt': TEXT,
    },
  }));
};

const RESOURCE = { 'service.name': 'bench', 'service.version': '1.2.3', 'host.name': 'host-1' };

/** Requests of whole traces, or with each trace spread over two requests that follow each other. */
export function* makeRequests(traces, { tracesPerRequest = 8, firstTrace = 0 } = {}) {
  let carried = [];
  for (let n = 0; n < traces; n += tracesPerRequest) {
    const request = carried;
    carried = [];
    for (let at = n; at < Math.min(traces, n + tracesPerRequest); at++) {
      const spans = traceOf(firstTrace + at);
      request.push(...spans.slice(0, 12));
      carried.push(...spans.slice(12));
    }
    yield Buffer.from(writeOtlpProto(request));
  }
  if (carried.length > 0) yield Buffer.from(writeOtlpProto(carried));
}

export const spansIn = (traces) =>
  TEMPLATES[0].length * traces - Math.ceil(traces / 10) * (TEMPLATES[0].length - TEMPLATES[1].length);
