/**
 * What the n-th reply, from 1, says that it cost. No two replies cost the same and no two kinds are equal, so that a
 * count that is lost, doubled or taken for another shows in the total.
 */
export const usageOf = (number, { cacheWrite = 0, reasoning = 0 }) => {
  const [uncached, cacheRead, visible] = [100 + 10 * number, 20 + number, 30 + 3 * number];
  return {
    input: uncached + cacheRead + cacheWrite,
    cacheRead,
    cacheWrite,
    output: visible + reasoning,
    reasoning,
    total: uncached + cacheRead + cacheWrite + visible + reasoning,
  };
};

export const NOTHING_SERVED = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0, total: 0 };

export const addUsage = (sum, more) =>
  Object.fromEntries(Object.keys(sum).map((kind) => [kind, sum[kind] + (more[kind] ?? 0)]));
