import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpenTrace } from './open-trace.js';
import { OpenTraces } from './open-traces.js';

const open = (traceId: string): OpenTrace<string> => new OpenTrace(traceId, 0, 1, 0, true);

describe('OpenTraces', () => {
  it('tells the oldest of those that are left, whichever are deleted', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 60 }), (changes) => {
        const traces = new OpenTraces<string>();
        // What a `Map` does, slowly.
        const expected = new Map<string, OpenTrace<string>>();
        for (const [n, isDeletion] of changes) {
          const id = `t${n}`;
          const known = expected.get(id);
          expect(traces.get(id)).toBe(known);
          if (isDeletion) {
            traces.delete(known ?? open(id));
            expected.delete(id);
          } else if (known === undefined) {
            const trace = open(id);
            traces.add(trace);
            expected.set(id, trace);
          }
          expect(traces.size).toBe(expected.size);
          expect(traces.oldest).toBe([...expected.values()][0]);
        }
      }),
    );
  });
});
