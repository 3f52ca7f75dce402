import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDescending, encodeWithOracle } from '../../../../test/helpers/otlp-oracle.js';
import { keysOf } from './key-lists.js';

type Encode = typeof encodeWithOracle;

const viewOf = (bytes: Buffer) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** What is found for attributes with these keys. */
function find(keys: readonly string[], encode: Encode = encodeWithOracle) {
  const parts = keys.map((key) => Buffer.from(encode('KeyValue', { key, value: { intValue: 1 } })));
  const ranges: number[] = [];
  let at = 1;
  for (const { length } of parts) ranges.push(at, (at += length));
  const bytes = Buffer.concat([Buffer.from('x'), ...parts]);
  return keysOf({ bytes, view: viewOf(bytes), ranges }, 0, ranges.length);
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `key.${index}`);

describe('keysOf', () => {
  it('gives the keys in their order, whatever came before', () => {
    const key = fc.oneof(fc.constantFrom('a', 'ab', 'b', '', 'é'), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { maxLength: 6 }),
        fc.constantFrom(encodeWithOracle, encodeDescending),
        (keys, encode) => {
          expect([...find(keys, encode)]).toEqual(keys);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives the same object for the same keys, the key before or behind the value', () => {
    const keys = find(['gen_ai.operation.name', 'gen_ai.agent.name']);
    expect(find(['gen_ai.operation.name', 'gen_ai.agent.name'])).toBe(keys);
    expect(find(['gen_ai.operation.name', 'gen_ai.agent.name'], encodeDescending)).toBe(keys);
    expect(find(['gen_ai.agent.name', 'gen_ai.operation.name'])).not.toBe(keys);
  });

  it('finds only the attributes that it is told', () => {
    const bytes = Buffer.from(
      encodeWithOracle('Resource', { attributes: ['a', 'b', 'c'].map((key) => ({ key })) }),
    );
    const ranges = [2, 5, 7, 10, 12, 15];
    expect([...keysOf({ bytes, view: viewOf(bytes), ranges }, 2, 4)]).toEqual(['b']);
  });

  it('has the last place of a key that is given twice', () => {
    expect(find(['a', 'b', 'a']).placeOf('a')).toBe(2);
  });

  it('shares lists of up to 64 keys', () => {
    expect(find(numbered(64))).toBe(find(numbered(64)));
    expect(find(numbered(65))).not.toBe(find(numbered(65)));
    expect([...find(numbered(65))]).toEqual(numbered(65));
  });

  it.each([127, 128, 20_000])('reads a key of %d bytes', (length) => {
    const keys = ['k'.repeat(length), 'next'];
    expect([[...find(keys)], [...find(keys, encodeDescending)]]).toEqual([keys, keys]);
  });

  it('stays right when more keys follow on one than are learnt, and when the tree is grown anew', () => {
    for (let round = 0; round < 20_000; round++) {
      const keys = [`round.${round % 1000}`, `way.${round}`, 'end'];
      if (round % 100 === 0) expect([...find(keys)]).toEqual(keys);
      else find(keys);
    }
    expect(find(numbered(3))).toBe(find(numbered(3)));
  });
});
