import { ConfigurationError } from '@agent-attribution/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { agentAttributes, Kept, setUp, start } from '../../../test/helpers/held-traces.js';
import { AttributionSpanProcessor } from './attribution-span-processor.js';

const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

describe('limits', () => {
  it('let the oldest trace leave without a verdict, stamped, when there are too many', () => {
    const { tracer, named, processor } = setUp({ maxTraces: 1 });
    const old = start(tracer, 'old');
    start(tracer, 'old agent', old, agentAttributes('a')).end();
    const young = start(tracer, 'young');
    start(tracer, 'young agent', young, agentAttributes('a')).end();
    expect(named('old agent').attributes['attribution.completion']).toBe('evicted');
    expect(named('old agent').attributes).not.toHaveProperty('attribution.verdict');
    expect(processor.counters).toMatchObject({ openTraces: 1, released: { evicted: 1, complete: 0 } });
  });

  it.each([
    [2, ['1', '2']],
    [3, []],
  ])('let a trace leave with its span number %i', (maxSpansPerTrace, left) => {
    const { tracer, names } = setUp({ maxSpansPerTrace });
    const root = start(tracer, 'run', undefined, agentAttributes('a'));
    start(tracer, '1', root).end();
    start(tracer, '2', root).end();
    expect(names()).toEqual(left);
  });

  it('let the oldest trace leave when all of them weigh too much', () => {
    const { tracer, names } = setUp({ maxBytes: 4_000 });
    const root = start(tracer, 'run', undefined, agentAttributes('a'));
    start(tracer, 'small', root).end();
    expect(names()).toEqual([]);
    start(tracer, 'big', root, { text: 'x'.repeat(2_000) }).end();
    expect(names()).toEqual(['small', 'big']);
  });

  it('attribute a trace that never ends with the spans it has, after its greatest age', () => {
    vi.useFakeTimers();
    const { tracer, attributionSpans } = setUp();
    const root = start(tracer, 'run');
    start(tracer, 'agent', root, agentAttributes('a')).end();
    vi.advanceTimersByTime(6 * HOUR_MS - 20_000);
    expect(attributionSpans()).toEqual([]);
    vi.advanceTimersByTime(40_000);
    expect(attributionSpans()[0]?.attributes['attribution.completion']).toBe('max_age');
  });

  it('do not keep the process alive', () => {
    const unref = vi.spyOn(Object.getPrototypeOf(setTimeout(() => {}, 0)), 'unref');
    setUp();
    expect(unref).toHaveBeenCalledTimes(1);
    unref.mockRestore();
  });

  it.each([
    [{ maxTraces: 0 }, 'maxTraces'],
    [{ maxBytes: 1.5 }, 'maxBytes'],
    [{ maxAgeMs: -1 }, 'maxAgeMs'],
  ])('are checked at the start: %o', (options, setting) => {
    expect(() => new AttributionSpanProcessor(new Kept(), options)).toThrow(ConfigurationError);
    expect(() => new AttributionSpanProcessor(new Kept(), options)).toThrow(setting);
  });
});
