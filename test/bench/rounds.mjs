/**
 * Runs variants in turn, round after round in one process, each first in every other round, so that none of them has the
 * machine to itself.
 *
 * @returns by variant the CPU time of each round, ns a unit
 */
export const measure = async (variants, { rounds, warmUpRounds, unitsPerRound }) => {
  const samples = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = -warmUpRounds; round < rounds; round++) {
    const order = Object.entries(variants);
    for (const [name, run] of round % 2 === 0 ? order : order.toReversed()) {
      const start = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) samples[name].push(((user + system) * 1_000) / unitsPerRound);
    }
  }
  return samples;
};

/** Median of the ratios of each round: what slows the machine down for a while slows down both. */
export const medianRatio = (samples, controls) =>
  median(samples.map((sample, round) => sample / controls[round]));

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
