import { describe, expect, it } from 'vitest';
import { orderAsTree } from './span-tree.js';

const span = (spanId: string, parentSpanId: string | null = null) => ({ spanId, parentSpanId });
const shapeOf = (spans: readonly ReturnType<typeof span>[]) =>
  orderAsTree(spans).map(({ span: { spanId }, depth }) => `${depth}${spanId}`);

describe('orderAsTree', () => {
  it('puts children under their parent, in the order given', () => {
    expect(shapeOf([span('a'), span('b', 'a'), span('c', 'a'), span('d', 'b')])).toEqual([
      '0a',
      '1b',
      '2d',
      '1c',
    ]);
  });

  it('takes a span whose parent is not there for a root', () => {
    expect(shapeOf([span('b', 'gone'), span('c', 'b')])).toEqual(['0b', '1c']);
  });

  it('gives each span of a circle once', () => {
    expect(shapeOf([span('a', 'b'), span('b', 'a')])).toEqual(['0a', '1b']);
  });

  it('walks a chain of 100,000 spans', () => {
    const chain = Array.from({ length: 100_000 }, (_, n) => span(`${n + 1}`, n === 0 ? null : `${n}`));
    expect(orderAsTree(chain).at(-1)?.depth).toBe(99_999);
  });
});
