import { describe, expect, it } from 'vitest';
import { RetainedTraces } from './retained-traces.js';
import type { RetentionLimits } from './retained-traces.js';
import type { ReadableSpan } from './sdk-types.js';

const trace = (bytes: number) => ({ root: {} as ReadableSpan, views: [], lateSpans: 0, bytes });
const retained = (limits: Partial<RetentionLimits>) =>
  new RetainedTraces({ maxReleasedTraces: 10, maxRetainedBytes: 100, lateWindowMs: 1_000, ...limits });

describe('RetainedTraces', () => {
  it('forgets the oldest beyond its count', () => {
    const traces = retained({ maxReleasedTraces: 2 });
    for (const id of ['a', 'b', 'c']) traces.keep(id, trace(1), 0);
    expect(['a', 'b', 'c'].map((id) => traces.get(id) !== undefined)).toEqual([false, true, true]);
  });

  it.each([
    [50, true],
    [51, false],
  ])('keeps an older trace beside one of %i bytes: %s', (bytes, isKept) => {
    const traces = retained({});
    traces.keep('a', trace(50), 0);
    traces.keep('b', trace(bytes), 0);
    expect(traces.get('a') !== undefined).toBe(isKept);
    expect(traces.bytes).toBe(isKept ? 100 : 51);
  });

  it('forgets a trace that is too big by itself', () => {
    const traces = retained({});
    traces.keep('a', trace(101), 0);
    expect(traces.get('a')).toBeUndefined();
    expect(traces.bytes).toBe(0);
  });

  it('forgets what is older than the window', () => {
    const traces = retained({});
    traces.keep('a', trace(1), 0);
    traces.keep('b', trace(1), 500);
    traces.expire(1_000);
    expect([traces.get('a'), traces.get('b') !== undefined]).toEqual([undefined, true]);
  });

  it('counts a trace that is kept again once, from its last time on', () => {
    const traces = retained({});
    traces.keep('a', trace(30), 0);
    traces.keep('a', trace(40), 900);
    traces.expire(1_000);
    expect(traces.bytes).toBe(40);
  });
});
