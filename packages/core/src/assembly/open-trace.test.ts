import { describe, expect, it } from 'vitest';
import { OpenTrace } from './open-trace.js';

describe('OpenTrace', () => {
  it('lets go of its spans, which stay with whom they were handed to', () => {
    const trace = new OpenTrace<string>('t', 0, 1, 0, true);
    trace.add({ traceId: 't', spanId: 'a', parentSpanId: 'b', bytes: 1, item: 'span a' }, 0);
    const { items } = trace;
    trace.letGo();
    expect(items).toEqual(['span a']);
    expect([trace.isEmpty, trace.has('a'), trace.missingParents]).toEqual([true, false, 0]);
  });
});
