import type { CalibrationPoint } from '@agent-attribution/core';

/** How often the top step was right among reports that gave it about the same probability. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly meanProbability: number;
  readonly precision: number;
}

export interface Verdict {
  readonly probability: number;
  readonly right: boolean;
}

export const BIN_EDGES = [0, 0.15, 0.3, 0.45, 0.6, 1] as const;

export function reliability(
  verdicts: readonly Verdict[],
  edges: readonly number[] = BIN_EDGES,
): ReliabilityBin[] {
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? 1;
    const isLast = index === edges.length - 2;
    const own = verdicts.filter(
      ({ probability }) => probability >= from && (probability < to || (isLast && probability <= to)),
    );
    const mean = (value: (verdict: Verdict) => number): number =>
      own.length === 0 ? 0 : own.reduce((sum, verdict) => sum + value(verdict), 0) / own.length;
    return {
      from,
      to,
      n: own.length,
      meanProbability: mean(({ probability }) => probability),
      precision: mean(({ right }) => Number(right)),
    };
  });
}

/** How many verdicts are kept that reach a confidence, and how many of these are right. */
export function aboveFloor(
  verdicts: readonly Verdict[],
  confidenceOf: (probability: number) => number,
  floor: number,
): { readonly kept: number; readonly precision: number } {
  const kept = verdicts.filter(({ probability }) => confidenceOf(probability) >= floor);
  const right = kept.filter((verdict) => verdict.right).length;
  return { kept: kept.length / Math.max(1, verdicts.length), precision: right / Math.max(1, kept.length) };
}

const CURVE_EDGES = [0, 0.15, 0.3, 0.45, 0.6, 0.8, 1] as const;

/**
 * What a probability is worth: precision by mean probability over bins in which every data set weighs the same, where
 * neighbouring bins are pooled until the curve rises (pool adjacent violators).
 */
export function calibrationCurve(byDataset: readonly (readonly Verdict[])[]): readonly CalibrationPoint[] {
  const pools: { weight: number; probability: number; right: number }[] = [];
  const bins = byDataset.map((verdicts) => ({
    total: verdicts.length,
    bins: reliability(verdicts, CURVE_EDGES),
  }));
  for (let at = 0; at < CURVE_EDGES.length - 1; at += 1) {
    const pool = { weight: 0, probability: 0, right: 0 };
    for (const { total, bins: own } of bins) {
      const bin = own[at];
      if (bin === undefined || bin.n === 0) continue;
      const weight = bin.n / total;
      pool.weight += weight;
      pool.probability += weight * bin.meanProbability;
      pool.right += weight * bin.precision;
    }
    if (pool.weight > 0) pools.push(pool);
    for (let [before, last] = pools.slice(-2); last !== undefined; [before, last] = pools.slice(-2)) {
      if (before === undefined || before.right / before.weight < last.right / last.weight) break;
      pools.splice(-2, 2, {
        weight: before.weight + last.weight,
        probability: before.probability + last.probability,
        right: before.right + last.right,
      });
    }
  }
  return pools.map(({ weight, probability, right }) => ({
    probability: probability / weight,
    precision: right / weight,
  }));
}
