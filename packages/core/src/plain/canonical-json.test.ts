import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalJson } from './canonical-json.js';

describe('canonical JSON', () => {
  it('sorts keys at every level and leaves no white space', () => {
    expect(canonicalJson({ b: [1, { d: 'x', c: null }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":null,"d":"x"}]}',
    );
  });

  it('is JSON of the same data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('turns what JSON does not know into strings', () => {
    expect(canonicalJson({ n: 10n, i: Infinity, u: undefined })).toBe('{"i":"Infinity","n":"10"}');
  });

  it('ends on a cycle and on a very deep value', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(canonicalJson(cycle)).toBe('{"self":"[circular]"}');
    let deep: unknown = 0;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(canonicalJson(deep)).toContain('"[deep]"');
  });
});
