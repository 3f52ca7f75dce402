import { ROOT_CONTEXT, SpanStatusCode } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-node';
import { describe, expect, it } from 'vitest';
import { overlay } from './overlay.js';
import type { ReadableSpan } from './sdk-types.js';

const endedSpan = (name: string): ReadableSpan => {
  const span = new BasicTracerProvider()
    .getTracer('scope', '1')
    .startSpan(name, { attributes: { own: 1 } }, ROOT_CONTEXT);
  span.addEvent('e').setStatus({ code: SpanStatusCode.ERROR, message: 'm' }).end();
  return span as unknown as ReadableSpan;
};

const MEMBERS = [
  'name',
  'kind',
  'parentSpanContext',
  'startTime',
  'endTime',
  'status',
  'attributes',
  'links',
  'events',
  'duration',
  'ended',
  'resource',
  'instrumentationScope',
  'droppedAttributesCount',
  'droppedEventsCount',
  'droppedLinksCount',
] as const;

describe('overlay', () => {
  it('reads as the span does, but for what is overridden', () => {
    const span = endedSpan('a');
    const made = overlay(span, { attributes: { added: 2 } });
    for (const member of MEMBERS) {
      expect(made[member], member).toEqual(member === 'attributes' ? { added: 2 } : span[member]);
    }
    expect(made.spanContext()).toBe(span.spanContext());
    expect(made).toBeInstanceOf(Object.getPrototypeOf(span).constructor);
  });

  it('leaves the span as it is, whatever is written to the overlay', () => {
    const span = endedSpan('a');
    const made = overlay(span, { events: [] });
    Object.assign(made, { name: 'renamed' });
    expect(made.name).toBe('renamed');
    expect(span.name).toBe('a');
    expect(span.events).toHaveLength(1);
  });

  it('lies over an overlay', () => {
    const made = overlay(overlay(endedSpan('a'), { attributes: { one: 1 } }), { events: [] });
    expect(made.attributes).toEqual({ one: 1 });
    expect(made.events).toEqual([]);
    expect(made.name).toBe('a');
    expect(made.duration).toEqual(expect.any(Array));
  });

  it('tells spans of one class apart', () => {
    const [a, b] = [overlay(endedSpan('a'), {}), overlay(endedSpan('b'), {})];
    expect([a.name, b.name]).toEqual(['a', 'b']);
  });

  it('takes a span that is a plain object, and one with a field that others of its class have not', () => {
    const plain = { ...endedSpan('plain'), extra: 1 };
    expect(overlay(plain, { attributes: {} })).toMatchObject({ name: 'plain', extra: 1 });
    const odd = Object.assign(endedSpan('odd'), { extra: 2 });
    expect(Reflect.get(overlay(odd, {}), 'extra')).toBe(2);
  });
});
