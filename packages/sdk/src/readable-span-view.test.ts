import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { ReadableSpanView } from './readable-span-view.js';
import type { ReadableSpan } from './sdk-types.js';

const spanWith = (fields: Partial<ReadableSpan>): ReadableSpan => ({
  name: 'n',
  kind: SpanKind.CLIENT,
  spanContext: () => ({ traceId: 't', spanId: 's', traceFlags: 1 }),
  startTime: [1_700_000_000, 123_456_789],
  endTime: [1_700_000_001, 0],
  status: { code: SpanStatusCode.ERROR, message: 'm' },
  attributes: {},
  links: [],
  events: [],
  duration: [0, 0],
  ended: true,
  resource: { attributes: { 'service.name': 'svc' } },
  instrumentationScope: { name: 'scope' },
  droppedAttributesCount: 2,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
  ...fields,
});

describe('ReadableSpanView', () => {
  it('shows what the engine asks for, times in whole microseconds rounded down', () => {
    const view = new ReadableSpanView(
      spanWith({ parentSpanContext: { traceId: 't', spanId: 'p', traceFlags: 1 }, attributes: { a: ['x'] } }),
    );
    expect(view).toMatchObject({
      traceId: 't',
      spanId: 's',
      parentSpanId: 'p',
      name: 'n',
      kind: 'client',
      startMicros: 1_700_000_000_123_456,
      endMicros: 1_700_000_001_000_000,
      statusCode: 'error',
      statusMessage: 'm',
      scopeName: 'scope',
      droppedAttributesCount: 2,
    });
    expect(view.attribute('a')).toEqual(['x']);
    expect(view.attribute('b')).toBeUndefined();
    expect(view.resourceAttribute('service.name')).toBe('svc');
    expect([...view.attributeKeys()]).toEqual(['a']);
  });

  it('has no parent where the span has none', () => {
    expect(new ReadableSpanView(spanWith({})).parentSpanId).toBeUndefined();
  });

  it('shows events and links', () => {
    const view = new ReadableSpanView(
      spanWith({
        events: [{ name: 'e', time: [1, 2_000], attributes: { k: 1 } }],
        links: [{ context: { traceId: 'lt', spanId: 'ls', traceFlags: 1 } }],
      }),
    );
    expect(view.events).toEqual([{ name: 'e', timeMicros: 1_000_002, attributes: { k: 1 } }]);
    expect(view.links).toEqual([{ traceId: 'lt', spanId: 'ls', attributes: {} }]);
  });

  it('shows the structured values of SDK 3 as plain data', () => {
    const attributes: object = { bytes: new Uint8Array([1, 2]), map: { list: [1, null], none: null } };
    const view = new ReadableSpanView(spanWith({ attributes: { ...attributes } }));
    expect(view.attribute('bytes')).toBe('AQI=');
    expect(view.attribute('map')).toEqual({ list: [1, null], none: null });
  });
});
