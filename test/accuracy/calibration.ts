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
