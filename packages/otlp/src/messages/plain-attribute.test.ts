import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '../../../../test/helpers/mutate.js';
import { encodeDescending, encodeWithOracle, lengthDelimited } from '../../../../test/helpers/otlp-oracle.js';
import { WireReader } from '../wire/wire-reader.js';
import { MESSAGE_TYPES } from './message-types.js';
import { isPlainAttribute } from './plain-attribute.js';
import { checkNested, walkFields } from './check-message.js';

const VALUES = [
  { stringValue: 'text' },
  { stringValue: 'x'.repeat(200) },
  { boolValue: true },
  { intValue: '-1' },
  { intValue: '300' },
  { doubleValue: 0.5 },
  { bytesValue: Buffer.from('bytes') },
  {},
  { arrayValue: { values: [] } },
  { arrayValue: { values: [{ stringValue: 'stop' }, { intValue: '300' }, {}] } },
];

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

/** What the table of fields says of a KeyValue. */
function isWellFormed(bytes: Uint8Array, depth = 4): boolean {
  const reader = new WireReader(Buffer.from(bytes), 0, bytes.length);
  return passes(() => walkFields(reader, MESSAGE_TYPES.KeyValue, depth));
}

/** An attribute without a key, whose value is a number of so many bytes. */
function ofBytes(count: number): Uint8Array {
  return Buffer.from([0x12, count + 1, 0x18, ...Array.from({ length: count - 1 }, () => 0x80), 0]);
}

const attributes = VALUES.flatMap((value) =>
  [encodeWithOracle, encodeDescending].map((encode) => encode('KeyValue', { key: 'some.key', value })),
);

describe('isPlainAttribute', () => {
  it('takes texts, bytes, numbers, booleans and arrays of these, the key before or behind the value', () => {
    expect(attributes.filter((bytes) => !isPlainAttribute(bytes, 0, bytes.length))).toEqual([]);
  });

  it('leaves lists, arrays in arrays and unknown fields to the table', () => {
    const values = [{ kvlistValue: { values: [] } }, { arrayValue: { values: [{ arrayValue: {} }] } }];
    const nested = values.map((value) => encodeWithOracle('KeyValue', { key: 'k', value }));
    const unknown = Buffer.from([0x1a, 0x00]);
    expect([...nested, unknown].filter((bytes) => isPlainAttribute(bytes, 0, bytes.length))).toEqual([]);
  });

  it('reads no byte behind the end', () => {
    for (const bytes of attributes) {
      const cut = Array.from({ length: bytes.length }, (_, end) => end);
      const taken = cut.filter((end) => isPlainAttribute(bytes, 0, end));
      expect(taken.filter((end) => !isWellFormed(bytes.subarray(0, end)))).toEqual([]);
    }
  });

  it('takes a number of ten bytes and none of eleven', () => {
    expect([10, 11].map((count) => isPlainAttribute(ofBytes(count), 0, count + 3))).toEqual([true, false]);
    expect([10, 11].map((count) => isWellFormed(ofBytes(count)))).toEqual([true, false]);
  });

  it.each([96, 97, 98, 99, 100, 101])('is not asked where it could pass the nesting limit: %d', (depth) => {
    for (const attribute of attributes) {
      const bytes = Buffer.from(lengthDelimited(1, attribute));
      const reader = new WireReader(bytes, 1, bytes.length);
      const isTaken = passes(() => checkNested(reader, MESSAGE_TYPES.KeyValue, depth));
      expect(isTaken).toBe(isWellFormed(attribute, depth));
    }
  });

  it('takes nothing that the table refuses, of 100,000 damaged ones', () => {
    const random = seededRandom(3);
    const seen = { taken: 0, left: 0 };
    for (let round = 0; round < 100_000; round++) {
      const bytes = mutate(attributes[round % attributes.length] ?? new Uint8Array(), random);
      if (!isPlainAttribute(bytes, 0, bytes.length)) seen.left += 1;
      else if (isWellFormed(bytes)) seen.taken += 1;
      else throw new Error(`taken: ${Buffer.from(bytes).toString('hex')}`);
    }
    expect(Math.min(seen.taken, seen.left)).toBeGreaterThan(10_000);
  });

  it('takes nothing that the table refuses, of short bytes of any kind', () => {
    const tags = fc.constantFrom(0x0a, 0x12, 0x10, 0x18, 0x21, 0x2a, 0x3a, 0, 1, 2, 0x80, 0xff);
    fc.assert(
      fc.property(fc.array(fc.oneof(tags, fc.nat(255)), { maxLength: 14 }), (given) => {
        const bytes = Buffer.from(given);
        expect(isPlainAttribute(bytes, 0, bytes.length) && !isWellFormed(bytes)).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });
});
