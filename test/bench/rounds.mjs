/** Runs variants in turn, round after round in one process, so that none of them has the machine to itself. */
export const measure = async (variants, { rounds, warmUpRounds, unitsPerRound }) => {
  const samples = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const [name, run] of Object.entries(variants)) {
      const start = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) samples[name].push(((user + system) * 1_000) / unitsPerRound);
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]));
};

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
