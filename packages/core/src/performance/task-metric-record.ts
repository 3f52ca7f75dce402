/** How one task of one agent went; a row of the performance tracker. Null is unknown and counts in no average. */
export interface TaskMetricRecord {
  readonly agentId: string;
  readonly taskId: string;
  /** Milliseconds since the epoch. */
  readonly completedAtMs: number;
  readonly isSuccess: boolean;
  readonly durationMs: number;
  readonly tokensUsed: number;
  readonly cost: number | null;
  /** ISO 4217; null when the cost is unknown. */
  readonly currency: string | null;
  /** 0..10. */
  readonly qualityScore: number | null;
  /** 0..1, 1 = did all it had to. */
  readonly contributionScore: number | null;
  /** 0..1, share of the blame for a failed run; null for a run that did not fail. */
  readonly blameShare: number | null;
}
