import { describe, expect, it } from 'vitest';
import { foldsOf } from './folds.js';

const run = (id: string, group: string, content = id) => ({
  group,
  log: { id, question: '', history: [{ role: 'a', name: undefined, content }] },
});

describe('foldsOf', () => {
  it('puts every run in exactly one fold', () => {
    const runs = Array.from({ length: 25 }, (_, index) => run(`${index}`, `${index}`));
    const folds = foldsOf(runs, 10, 0);
    expect(folds.map(({ size }) => size).sort((a, b) => a - b)).toEqual([2, 2, 2, 2, 2, 3, 3, 3, 3, 3]);
    expect(new Set(folds.flatMap((fold) => [...fold])).size).toBe(25);
  });

  it('keeps runs of one question together, and runs with the same log under another question', () => {
    const runs = [run('1', 'p'), run('2', 'q', 'same'), run('3', 'r', 'same'), run('4', 'r'), run('5', 's')];
    for (let seed = 0; seed < 20; seed += 1) {
      const folds = foldsOf(runs, 5, seed);
      const foldOf = (id: string): number =>
        folds.findIndex((fold) => [...fold].some(({ log }) => log.id === id));
      expect(new Set(['2', '3', '4'].map(foldOf)).size).toBe(1);
    }
  });

  it('is the same for the same seed and another for another', () => {
    const runs = Array.from({ length: 25 }, (_, index) => run(`${index}`, `${index}`));
    const ids = (seed: number) => foldsOf(runs, 5, seed).map((fold) => [...fold].map(({ log }) => log.id));
    expect(ids(3)).toEqual(ids(3));
    expect(ids(3)).not.toEqual(ids(4));
  });
});
