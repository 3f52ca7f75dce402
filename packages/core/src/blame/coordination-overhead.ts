import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import type { RunAnalysis } from '../analysis.js';
import { readNumber } from '../conventions/read.js';
import { findEdges } from '../graph/edges.js';
import { groupBy } from '../group-by.js';
import { coordinationMetrics } from '../performance/coordination-metrics.js';

export interface CoordinationBaseline {
  /**
   * Share of its calls, 0..1, that fail when one agent does the same work alone. Default:
   * `attribution.coordination.error_rate_alone` on the root; where nobody says it, nothing is blamed on coordination.
   */
  readonly errorRateAlone?: number;
  /** So many times as many errors are put up with. Default 2. */
  readonly maxErrorAmplification?: number;
}

/** What of a failure is due to how the agents were put together. */
export interface CoordinationOverhead {
  /** Error rate of the agents together, divided by that of one alone. */
  readonly errorAmplification: number;
  /** The part of the blame, above 0 and up to one half. */
  readonly share: number;
  /** By assignment of the agents that passed work on; sums to `share`. */
  readonly shareOf: ReadonlyMap<number, number>;
}

const DEFAULT_MAX_AMPLIFICATION = 2;

/** The rest is for those who failed: bad coordination alone makes no call fail. */
const MAX_SHARE = 0.5;

/**
 * Agents that together fail far more often than one alone were put together badly. Of `a` times as many errors as one
 * agent makes, `t` times are put up with; what is beyond, `1 - t / a`, at most one half, is the share of those who passed
 * work on, each by how many it passed work to.
 *
 * @returns undefined when there is no baseline, when it is not exceeded, or when nobody passed anything on
 */
export function coordinationOverhead(
  { graph, instances, statuses }: RunAnalysis,
  { errorRateAlone, maxErrorAmplification = DEFAULT_MAX_AMPLIFICATION }: CoordinationBaseline = {},
): CoordinationOverhead | undefined {
  const root = graph.nodes[graph.roots[0] ?? -1]?.span;
  const alone = errorRateAlone ?? (root && readNumber(root, ATTRIBUTION_INPUT.coordinationErrorRateAlone));
  if (alone === undefined) return undefined;
  const calls = graph.nodes.filter(({ kind }) => kind === 'llm_call' || kind === 'tool_invocation');
  const failed = calls.filter(({ index }) => statuses.of(index).failed);
  const { errorAmplification } = coordinationMetrics({
    errorRateTogether: calls.length === 0 ? undefined : failed.length / calls.length,
    errorRateAlone: alone,
  });
  if (errorAmplification === null || !(errorAmplification > maxErrorAmplification)) return undefined;
  const edges = findEdges(graph, instances);
  if (edges.length === 0) return undefined;
  const share = Math.min(MAX_SHARE, 1 - maxErrorAmplification / errorAmplification);
  const shareOf = new Map<number, number>();
  const assignmentsOf = groupBy(graph.assignments, ({ agent }) => agent);
  for (const { from } of edges) {
    const assignments = assignmentsOf.get(from) ?? [];
    for (const { index } of assignments) {
      const part = share / edges.length / assignments.length;
      shareOf.set(index, (shareOf.get(index) ?? 0) + part);
    }
  }
  return { errorAmplification, share, shareOf };
}

/** Blame by assignment, with the part of it that is due to coordination moved to those who coordinated. */
export function withOverhead(
  blameOf: ReadonlyMap<number, number>,
  overhead: CoordinationOverhead | undefined,
): ReadonlyMap<number, number> {
  if (overhead === undefined || blameOf.size === 0) return blameOf;
  const shared = new Map(
    [...blameOf].map(([assignment, blame]) => [assignment, blame * (1 - overhead.share)]),
  );
  for (const [assignment, part] of overhead.shareOf) {
    shared.set(assignment, (shared.get(assignment) ?? 0) + part);
  }
  return shared;
}
