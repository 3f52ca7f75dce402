import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributionSpanId } from './attribution-span-id.js';

const SPREAD = 0x9e37_79b9_7f4a_7c15n;
const MASK = (1n << 64n) - 1n;
const hexOf = (bits: bigint): string => bits.toString(16).padStart(16, '0');
const anyRevision = fc.integer({ min: 1, max: 1_000_000 });

describe('attributionSpanId', () => {
  it('is the second half of the trace id, spread by the revision', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), anyRevision, (traceId, revision) => {
        const half = BigInt(`0x${traceId.slice(16)}`);
        expect(attributionSpanId(traceId, revision)).toBe(hexOf(half ^ ((BigInt(revision) * SPREAD) & MASK)));
      }),
    );
  });

  it.each([
    '',
    'x',
    'g'.repeat(32),
    'A'.repeat(32),
    `${'0'.repeat(15)}-${'0'.repeat(16)}`,
    `${'0'.repeat(31)}:`,
    '0'.repeat(31),
    '0'.repeat(33),
  ])('goes by the revision alone for the trace id %j', (traceId) => {
    expect(attributionSpanId(traceId, 1)).toBe(hexOf(SPREAD));
    expect(attributionSpanId(traceId, 2)).toBe(hexOf((2n * SPREAD) & MASK));
  });

  it.each([1, 2])('is not all zero in revision %i', (revision) => {
    const traceId = `${'0'.repeat(16)}${hexOf((BigInt(revision) * SPREAD) & MASK)}`;
    expect(attributionSpanId(traceId, revision)).toBe(hexOf(SPREAD));
  });
});
