import { describe, expect, it } from 'vitest';
import { RetainedTraces } from './retained-traces.js';
import type { RetentionLimits } from './retained-traces.js';
import type { ReadableSpan } from './sdk-types.js';

const trace = (bytes: number) => ({ root: {} as ReadableSpan, views: [], lateSpans: 0, bytes });
const retained = (limits: Partial<RetentionLimits>) =>
  new RetainedTraces({ maxReleasedTraces: 10, maxRetainedBytes: 100, lateWindowMs: 1_000, ...limits });

/** Twenty traces, and which of them are still there. */
const keepMany = (traces: RetainedTraces, everyMs: number): string[] => {
  const ids = Array.from({ length: 20 }, (_, n) => `t${n}`);
  for (const [n, id] of ids.entries()) traces.keep(id, trace(1), n * everyMs);
  return ids.filter((id) => traces.get(id) !== undefined);
};

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

  describe('in a rush', () => {
    it('keeps a few', () => {
      expect(keepMany(retained({ maxReleasedTraces: 100 }), 5)).toEqual(
        Array.from({ length: 8 }, (_, n) => `t${n + 12}`),
      );
    });

    it('keeps no more than it may', () => {
      expect(keepMany(retained({ maxReleasedTraces: 3 }), 5)).toEqual(['t17', 't18', 't19']);
    });

    it('is not when they come one after another', () => {
      expect(keepMany(retained({ maxReleasedTraces: 100 }), 10)).toHaveLength(20);
    });
  });

  describe('what is pinned', () => {
    it('stays when others come', () => {
      const traces = retained({ maxReleasedTraces: 2 });
      traces.keep('a', trace(60), 0);
      traces.pin('a');
      for (const id of ['b', 'c', 'd']) traces.keep(id, trace(50), 0);
      expect(['a', 'b', 'c', 'd'].map((id) => traces.get(id) !== undefined)).toEqual([
        true,
        false,
        true,
        true,
      ]);
      expect(traces.bytes).toBe(160);
    });

    it('is forgotten, oldest first, when it alone is too much, and when the window is over', () => {
      const traces = retained({});
      for (const [n, id] of ['a', 'b', 'c'].entries()) {
        traces.keep(id, trace(50), n * 100);
        traces.pin(id);
        traces.pin(id);
      }
      expect(['a', 'b', 'c'].map((id) => traces.get(id) !== undefined)).toEqual([false, true, true]);
      traces.expire(1_100);
      expect([traces.get('b'), traces.get('c') !== undefined, traces.bytes]).toEqual([undefined, true, 50]);
    });

    it('is kept like any other once it is kept again', () => {
      const traces = retained({ maxReleasedTraces: 1 });
      traces.keep('a', trace(10), 0);
      traces.pin('a');
      traces.keep('a', trace(20), 0);
      expect(traces.bytes).toBe(20);
      traces.keep('b', trace(5), 0);
      expect([traces.get('a'), traces.bytes]).toEqual([undefined, 5]);
    });
  });
});
