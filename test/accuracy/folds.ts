import type { BenchRun } from './runs.js';

/**
 * Parts runs into folds so that runs which tell of each other stay together: runs of one question, in either subset, and
 * runs whose log is the same word for word under another question's id. The same for the same seed.
 */
export function foldsOf<T extends Pick<BenchRun, 'group' | 'log'>>(
  runs: readonly T[],
  count: number,
  seed: number,
): ReadonlySet<T>[] {
  const groups = shuffle(groupsOf(runs), randomNumbers(seed));
  const folds = Array.from({ length: count }, () => new Set<T>());
  for (const [index, group] of groups.entries()) {
    for (const run of group) folds[index % count]?.add(run);
  }
  return folds;
}

function groupsOf<T extends Pick<BenchRun, 'group' | 'log'>>(runs: readonly T[]): (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const run of runs) {
    const marks = [`id ${run.group}`, `log ${run.log.history.map(({ content }) => content).join('\n')}`];
    const met = [...new Set(marks.map((mark) => groups.get(mark)).filter((group) => group !== undefined))];
    const group = [...met.flat(), run];
    for (const mark of marks) groups.set(mark, group);
    for (const [mark, other] of groups) if (met.includes(other)) groups.set(mark, group);
  }
  return [...new Set(groups.values())];
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Mulberry32: small, seeded, good enough to deal cards. */
function randomNumbers(seed: number): () => number {
  let state = (seed + 1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
