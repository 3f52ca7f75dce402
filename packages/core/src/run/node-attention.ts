/** How a node of a run went, in figures. */
export interface NodeRecord {
  readonly nodeId: string;
  readonly success: boolean;
  readonly error?: string | undefined;
  readonly retryCount?: number | undefined;
  readonly escalateCount?: number | undefined;
  readonly latencyMs?: number | undefined;
  readonly tokensUsed?: number | undefined;
  readonly totalSteps?: number | undefined;
  /** The node used up all its attempts. */
  readonly retriesExhausted?: boolean | undefined;
}

const LIMITS: readonly {
  readonly of: 'retryCount' | 'escalateCount' | 'latencyMs' | 'tokensUsed' | 'totalSteps';
  /** Exclusive. */
  readonly above: number;
  readonly reason: (value: number) => string;
}[] = [
  { of: 'retryCount', above: 3, reason: (count) => `Excessive retries: ${count}` },
  { of: 'escalateCount', above: 2, reason: (count) => `Excessive escalations: ${count}` },
  { of: 'latencyMs', above: 60_000, reason: (ms) => `High latency: ${ms}ms` },
  { of: 'tokensUsed', above: 100_000, reason: (tokens) => `High token usage: ${tokens}` },
  { of: 'totalSteps', above: 20, reason: (steps) => `Many iterations: ${steps}` },
];

/** Why somebody should look at a node; empty when nobody needs to. */
export function attentionReasons(node: NodeRecord): string[] {
  const failure = node.success ? [] : [`Node ${node.nodeId} failed: ${node.error || 'Unknown'}`];
  const excesses = LIMITS.flatMap(({ of, above, reason }) => {
    const value = node[of] ?? 0;
    return value > above ? [reason(value)] : [];
  });
  return [...failure, ...excesses];
}

/** `failed` when a node used up its attempts, `degraded` when any node had to try again, else `clean`. */
export function executionQuality(nodes: readonly NodeRecord[]): 'clean' | 'degraded' | 'failed' {
  if (nodes.some(({ retriesExhausted }) => retriesExhausted === true)) return 'failed';
  return nodes.some(({ retryCount = 0 }) => retryCount > 0) ? 'degraded' : 'clean';
}
