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
