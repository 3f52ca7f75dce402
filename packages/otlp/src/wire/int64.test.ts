import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halvesOf, int64ToNumber, microsToNanos, nanosToMicros, uint32At, unsignedOf } from './int64.js';

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

describe('nanosToMicros', () => {
  it('rounds down to whole microseconds without losing one', () => {
    fc.assert(
      fc.property(uint64, (nanos) => {
        const { low, high } = halvesOf(nanos);
        expect(nanosToMicros(low, high)).toBe(Number(nanos / 1000n));
      }),
    );
    const { low, high } = halvesOf(1_700_000_000_123_456_999n);
    expect(nanosToMicros(low, high)).toBe(1_700_000_000_123_456);
  });
});

describe('microsToNanos', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (micros) => {
        expect(microsToNanos(micros)).toEqual(halvesOf(BigInt(micros) * 1000n));
      }),
    );
    expect(microsToNanos(Number.MAX_SAFE_INTEGER)).toEqual(halvesOf((2n ** 53n - 1n) * 1000n));
  });
});

describe('uint32At', () => {
  it('reads what Buffer reads', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (given) => {
        expect(uint32At(given, 1)).toBe(Buffer.from(given).readUInt32LE(1));
      }),
    );
  });
});

describe('int64ToNumber', () => {
  it.each([-1, -(2 ** 53), 2 ** 53, 0, -4_294_967_296])('reads %d', (value) => {
    const { low, high } = halvesOf(value);
    expect(int64ToNumber(low, high)).toBe(value);
  });
});

describe('halvesOf', () => {
  it('is undone by unsignedOf', () => {
    fc.assert(
      fc.property(uint64, (value) => {
        const { low, high } = halvesOf(value);
        expect(unsignedOf(low, high)).toBe(value);
      }),
    );
  });

  it('splits a number as it splits the same integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(halvesOf(value)).toEqual(halvesOf(BigInt(value)));
      }),
    );
  });
});
