import { describe, expect, it } from 'vitest';
import { otlpJsonToProto, readOtlpProto } from '../spans/otlp-request.js';
import { isJaegerDocument, jaegerToOtlpJson } from './jaeger-to-otlp.js';

const TRACE_ID = '000000000000000000000000000000ab';

/** A tag of Jaeger JSON. */
function tag(key: string, type: string, value: unknown) {
  return { key, type, value };
}

/** Reads one span, given what differs from a minimal one. */
function read(more: object, processes: object = { p1: { serviceName: 'shop', tags: [] } }) {
  const span = { traceID: 'ab', spanID: '1', operationName: 'op', references: [], processID: 'p1', ...more };
  const document = JSON.parse(JSON.stringify({ data: [{ traceID: 'ab', spans: [span], processes }] }));
  const [view] = readOtlpProto(otlpJsonToProto(jaegerToOtlpJson(document))).spans;
  if (view === undefined) throw new Error('no span');
  return view;
}

function attributesOf(view: ReturnType<typeof read>) {
  return Object.fromEntries(Array.from(view.attributeKeys(), (key) => [key, view.attribute(key)]));
}

describe('a Jaeger span', () => {
  it('has ids of full length and times in microseconds', () => {
    expect(read({ startTime: 1_700_000_000_000_001, duration: 250 })).toMatchObject({
      traceId: TRACE_ID,
      spanId: '0000000000000001',
      parentSpanId: undefined,
      name: 'op',
      startMicros: 1_700_000_000_000_001,
      endMicros: 1_700_000_000_000_251,
    });
  });

  it('has the first CHILD_OF of its trace as parent and all other references as links', () => {
    const references = [
      { refType: 'FOLLOWS_FROM', traceID: 'ab', spanID: '2' },
      { refType: 'CHILD_OF', traceID: 'cd', spanID: '3' },
      { refType: 'CHILD_OF', traceID: TRACE_ID, spanID: '4' },
      { refType: 'CHILD_OF', traceID: 'ab', spanID: '5' },
    ];
    const view = read({ references });
    expect(view.parentSpanId).toBe('0000000000000004');
    expect(view.links.map((link) => Number.parseInt(link.spanId, 16))).toEqual([2, 3, 5]);
  });

  it('has the parent of an older document', () => {
    expect(read({ parentSpanID: '9' }).parentSpanId).toBe('0000000000000009');
  });

  it.each([
    ['string', 'text', 'text'],
    ['string', '["a","b"]', '["a","b"]'],
    ['bool', true, true],
    ['bool', 'false', false],
    ['int64', 42, 42],
    ['int64', '42', 42],
    ['float64', 0.5, 0.5],
    ['float64', 2, 2],
    ['binary', 'AQI=', 'AQI='],
    ['int64', 'many', 'many'],
  ])('has an attribute for a %s tag of %j', (type, value, expected) => {
    expect(attributesOf(read({ tags: [tag('key', type, value)] }))).toEqual({ key: expected });
  });

  it('has its kind, status and scope as fields again, not as attributes', () => {
    const view = read({
      tags: [
        tag('span.kind', 'string', 'client'),
        tag('otel.status_code', 'string', 'ERROR'),
        tag('otel.status_description', 'string', 'timed out'),
        tag('error', 'bool', true),
        tag('otel.scope.name', 'string', 'scope'),
        tag('otel.scope.version', 'string', '1'),
        tag('w3c.tracestate', 'string', 'a=b'),
      ],
    });
    expect(view).toMatchObject({
      kind: 'client',
      statusCode: 'error',
      statusMessage: 'timed out',
      scopeName: 'scope',
    });
    expect(attributesOf(view)).toEqual({});
  });

  it.each([
    ['otel.status_code', 'string', 'OK', 'ok', []],
    ['error', 'bool', true, 'error', []],
    ['error', 'string', 'true', 'error', []],
    ['error', 'bool', false, 'unset', ['error']],
    ['error', 'string', 'no route', 'unset', ['error']],
  ])('with the tag %s of %s %j has the status it says', (key, type, value, status, attributes) => {
    const view = read({ tags: [tag(key, type, value)] });
    expect(view.statusCode).toBe(status);
    expect(Array.from(view.attributeKeys())).toEqual(attributes);
  });

  it('has its process as resource', () => {
    const processes = { p1: { serviceName: 'shop', tags: [tag('host.name', 'string', 'a')] } };
    const view = read({}, processes);
    expect([view.resourceAttribute('service.name'), view.resourceAttribute('host.name')]).toEqual([
      'shop',
      'a',
    ]);
    expect(read({ process: { serviceName: 'inline' } }).resourceAttribute('service.name')).toBe('inline');
    expect(read({ processID: 'unknown' }).resourceAttribute('service.name')).toBeUndefined();
  });

  it('has its logs as events, named by their field `event`', () => {
    const fields = [tag('event', 'string', 'retry'), tag('attempt', 'int64', 2)];
    expect(read({ logs: [{ timestamp: 5, fields }] }).events).toEqual([
      { name: 'retry', timeMicros: 5, attributes: { attempt: 2 } },
    ]);
  });
});

describe('isJaegerDocument', () => {
  it.each([
    [{ data: [{ spans: [] }] }, true],
    [{ data: [] }, true],
    [{ data: [{ id: 1 }] }, false],
    [{ resourceSpans: [] }, false],
    [null, false],
  ])('says of %j %s', (document, expected) => {
    expect(isJaegerDocument(document)).toBe(expected);
  });
});
