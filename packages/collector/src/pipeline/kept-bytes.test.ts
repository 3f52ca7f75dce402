import { describe, expect, it } from 'vitest';
import { type Kept, KeptBytes } from './kept-bytes.js';

/** Pieces of 100 bytes, 16 of them; up to 25 bytes share one. */
const MAX_BYTES = 1600;

const starting = (maxBytes = MAX_BYTES, slack = 0) => {
  const gone: string[] = [];
  const bytes = new KeptBytes<string>(maxBytes, (owner) => gone.push(owner), slack);
  const keep = (owner: string, length: number) => bytes.keep(owner, Buffer.from(owner.repeat(length)));
  const textOf = (kept: Kept<string>) => {
    const found = bytes.peek(kept);
    return found && String(Buffer.from(found));
  };
  /** So many pieces full of small ones. */
  const fill = (owner: string, pieces: number) => Array.from({ length: pieces * 4 }, () => keep(owner, 25));
  return { bytes, gone, keep, textOf, fill };
};

describe('KeptBytes', () => {
  it('gives back what it was given, whether it shares a piece or not', () => {
    const { keep, textOf, bytes } = starting();
    const all = [keep('a', 25), keep('b', 26), keep('c', 3)];
    expect(all.map(textOf)).toEqual(['a'.repeat(25), 'b'.repeat(26), 'ccc']);
    expect(bytes.bytes).toBe(54);
  });

  it('does not keep what the bytes become that were copied, nor copies what it need not', () => {
    const { bytes } = starting();
    const given = Buffer.from('a');
    const copied = bytes.keep('x', given);
    const shared = bytes.keep('y', given, false);
    given.write('b');
    expect([copied, shared].map((kept) => String(Buffer.from(bytes.read(kept) ?? [])))).toEqual(['a', 'b']);
  });

  it('lets the oldest piece go when there is no room for another, and tells whose it was', () => {
    const { fill, keep, gone, textOf, bytes } = starting();
    const [first] = fill('a', 1);
    const others = fill('b', 15);
    expect([gone, bytes.bytes]).toEqual([[], MAX_BYTES]);
    keep('c', 1);
    expect(gone).toEqual(['a', 'a', 'a', 'a']);
    expect(first && textOf(first)).toBeUndefined();
    expect(new Set(others.map(textOf))).toEqual(new Set(['b'.repeat(25)]));
  });

  it('uses a piece again when all of it was dropped', () => {
    const { fill, bytes, gone, textOf } = starting();
    const dropped = fill('a', 8);
    fill('b', 8);
    for (const kept of dropped) bytes.drop(kept);
    const again = fill('c', 8);
    expect([gone, bytes.bytes]).toEqual([[], MAX_BYTES]);
    expect(new Set(again.map(textOf))).toEqual(new Set(['c'.repeat(25)]));
  });

  it('moves what is left of a piece together when that is half of it, and lets the oldest go when all have more', () => {
    const half = starting();
    const [a, b, c, d] = [half.keep('a', 25), half.keep('b', 25), half.keep('c', 25), half.keep('d', 25)];
    half.fill('x', 15);
    half.bytes.drop(a);
    half.bytes.drop(c);
    const more = half.keep('e', 25);
    expect(half.gone).toEqual([]);
    expect([b, d, more].map(half.textOf)).toEqual(['b', 'd', 'e'].map((text) => text.repeat(25)));

    const most = starting();
    const [first] = most.fill('a', 1);
    most.fill('x', 15);
    if (first !== undefined) most.bytes.drop(first);
    most.keep('e', 25);
    expect(most.gone).toEqual(['a', 'a', 'a']);
  });

  it('makes room for what has a piece to itself, also when that is more than the limit', () => {
    const { fill, keep, gone, bytes, textOf } = starting();
    fill('a', 16);
    const large = keep('b', 100);
    expect([gone.length, textOf(large)]).toEqual([4, 'b'.repeat(100)]);
    const tooLarge = keep('c', MAX_BYTES + 1);
    expect([textOf(tooLarge), bytes.bytes]).toEqual([undefined, 0]);
  });

  it('takes more memory than is kept where it may, before anything has to go', () => {
    const { fill, keep, bytes, gone } = starting(MAX_BYTES, 0.25);
    const first = fill('a', 16);
    for (const [index, kept] of first.entries()) if (index % 4 === 0) bytes.drop(kept);
    fill('b', 4);
    expect([gone, bytes.bytes]).toEqual([[], MAX_BYTES]);
    keep('c', 1);
    expect(gone).toEqual(['a', 'a', 'a']);
  });

  it('keeps to another limit from then on, and takes as much as before when it is lifted', () => {
    const { fill, bytes, gone, textOf } = starting();
    const all = fill('a', 16);
    bytes.limitTo(MAX_BYTES / 4);
    expect([gone.length, bytes.bytes]).toEqual([48, MAX_BYTES / 4]);
    expect(all.slice(-16).map(textOf)).toEqual(Array.from({ length: 16 }, () => 'a'.repeat(25)));
    bytes.limitTo(MAX_BYTES);
    fill('b', 12);
    expect([gone.length, bytes.bytes]).toEqual([48, MAX_BYTES]);
  });

  it('keeps what was read although its piece is used again', () => {
    const { fill, bytes } = starting();
    const [first] = fill('a', 1);
    const read = first && bytes.read(first);
    fill('b', 16);
    expect(String(Buffer.from(read ?? []))).toBe('a'.repeat(25));
  });

  it('drops nothing twice', () => {
    const { keep, bytes } = starting();
    const [a] = [keep('a', 10), keep('b', 10)];
    bytes.drop(a);
    bytes.drop(a);
    expect(bytes.bytes).toBe(10);
  });

  it('gives the same as a plain map while there is room, whatever comes and goes', () => {
    const { bytes } = starting(100_000);
    const known = new Map<Kept<string>, string>();
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let n = 0; n < 5_000; n++) {
      const text = String(n).repeat(random(60));
      known.set(bytes.keep(text, Buffer.from(text)), text);
      for (const kept of known.keys()) {
        if (known.size < 50 && random(3) > 0) break;
        bytes.drop(kept);
        known.delete(kept);
        if (random(2) === 0) break;
      }
      for (const [kept, expected] of known) {
        const found = bytes.peek(kept);
        if (found !== undefined) expect(Buffer.from(found).toString()).toBe(expected);
      }
    }
    expect(bytes.bytes).toBe([...known.values()].reduce((sum, { length }) => sum + length, 0));
  });
});
