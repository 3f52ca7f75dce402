import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgesOf, layoutGraph } from './graph-layout.js';

const placesOf = (names: readonly string[], edges: readonly (readonly [string, string])[]) =>
  Object.fromEntries(
    layoutGraph(names, edges).nodes.map(({ name, column, row }) => [name, `${column},${row}`]),
  );

describe('layoutGraph', () => {
  it('puts each agent right of all that hand work to it', () => {
    const diamond = [
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'd'],
      ['c', 'd'],
      ['a', 'd'],
    ] as const;
    expect(placesOf(['a', 'b', 'c', 'd'], diamond)).toEqual({ a: '0,0.5', b: '1,0', c: '1,1', d: '2,0.5' });
  });

  it('lets edges that close a circle lead back', () => {
    const { edges, columns } = layoutGraph(
      ['a', 'b'],
      [
        ['a', 'b'],
        ['b', 'a'],
        ['b', 'b'],
      ],
    );
    expect(edges.map(({ from, to, isBack }) => `${from.name}${to.name}${isBack ? ' back' : ''}`)).toEqual([
      'ab',
      'ba back',
      'bb back',
    ]);
    expect(columns).toBe(2);
  });

  it('leaves out edges to agents that it does not know', () => {
    expect(
      layoutGraph(
        ['a'],
        [
          ['a', 'x'],
          ['x', 'a'],
        ],
      ).edges,
    ).toEqual([]);
  });

  it('never lets an edge that is not back lead left, and never puts two agents in one place', () => {
    const names = Array.from({ length: 8 }, (_, n) => `${n}`);
    const edge = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
    fc.assert(
      fc.property(fc.array(edge), (edges) => {
        const layout = layoutGraph(names, edges);
        for (const { from, to, isBack } of layout.edges)
          if (!isBack) expect(to.column).toBeGreaterThan(from.column);
        expect(new Set(layout.nodes.map(({ column, row }) => `${column},${row}`)).size).toBe(8);
      }),
    );
  });

  it('takes a chain of 50,000 agents', () => {
    const names = Array.from({ length: 50_000 }, (_, n) => `${n}`);
    const chain = names.slice(1).map((name, n) => [`${n}`, name] as const);
    expect(layoutGraph(names, chain).columns).toBe(50_000);
  });
});

it('takes edges apart where both sides are known', () => {
  const known = new Set(['a', 'b -> c', 'd']);
  expect(edgesOf(['a -> b -> c', 'a -> d', 'a -> x'], known)).toEqual([
    ['a', 'b -> c'],
    ['a', 'd'],
  ]);
});
