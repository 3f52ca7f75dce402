import type { RunOutcome, RunStatus } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import type { Instances } from '../graph/instances.js';
import type { TraceGraph } from '../graph/trace-graph.js';
import type { CheckResult } from './checks.js';
import type { RunStatuses } from './node-status.js';
import type { Signal } from './signals.js';
import { finalChecks } from './signals.js';

export interface RunResult {
  readonly outcome: RunOutcome;
  readonly status: RunStatus;
  /** What shows that the run did not succeed; empty when it did, or when only the program says that it failed. */
  readonly symptoms: readonly Signal[];
}

/** A signal this strong, left standing at the end, is a symptom and no mere doubt. */
const SYMPTOM_STRENGTH = 0.5;

/**
 * What became of the run, by the first rule that applies:
 *
 * 1. What the program states on the root (`attribution.outcome`) holds.
 * 2. The root failed: `failure`.
 * 3. A check failed at the end, or an agent failed and nothing made up for it: `failure`; but `partial` when the agent
 *    that worked last did not fail and the checks that ran last passed or were none.
 * 4. Something says that it went well (status OK, a passed quality check): `success`.
 * 5. Otherwise `unknown`: no sign of failure is no proof of success.
 */
export function judgeRun(
  graph: TraceGraph,
  instances: Instances,
  statuses: RunStatuses,
  checks: readonly CheckResult[],
  signals: readonly Signal[],
): RunResult {
  const root = graph.roots[0] ?? -1;
  const rootStatus = statuses.of(root);
  const symptoms = signals.filter(
    ({ recovery, strength, kind }) =>
      strength >= SYMPTOM_STRENGTH &&
      (recovery === undefined ? kind !== 'soft_error' : recovery === 'unrecovered'),
  );
  const outcome = decide(graph, instances, statuses, checks, symptoms);
  const isFailing = outcome === 'failure' || outcome === 'partial';
  return {
    outcome,
    status: statusOf(outcome, rootStatus.stated, terminationOf(graph), symptoms),
    // A root that failed without a cause of its own makes every failure below it a symptom, recovered or not.
    symptoms: !isFailing
      ? []
      : symptoms.length > 0
        ? symptoms
        : signals.filter(({ recovery }) => recovery === 'continued'),
  };
}

/**
 * Whether nobody has judged the run: no status, no check, no statement of the program. That the root's span ended well
 * is no judgement of what came out.
 */
export function isOpen(
  graph: TraceGraph,
  statuses: RunStatuses,
  checks: readonly CheckResult[],
  { outcome }: RunResult,
): boolean {
  if (outcome === 'unknown') return true;
  const isStated = statuses.of(graph.roots[0] ?? -1).stated !== undefined;
  return outcome === 'success' && !isStated && !checks.some(({ passed }) => passed === true);
}

function decide(
  graph: TraceGraph,
  instances: Instances,
  statuses: RunStatuses,
  checks: readonly CheckResult[],
  symptoms: readonly Signal[],
): RunOutcome {
  const root = graph.roots[0] ?? -1;
  const { stated, failed } = statuses.of(root);
  if (stated === 'success' || stated === 'partial') return stated;
  if (failed) return 'failure';
  if (symptoms.length > 0) return isMadeUpFor(instances, checks, symptoms) ? 'partial' : 'failure';
  const isPassed = checks.some(({ kind, passed }) => kind === 'quality_check' && passed === true);
  return isPassed || graph.nodes[root]?.span.statusCode === 'ok' ? 'success' : 'unknown';
}

function isMadeUpFor(
  instances: Instances,
  checks: readonly CheckResult[],
  symptoms: readonly Signal[],
): boolean {
  if (finalChecks(checks).some(({ passed }) => passed === false)) return false;
  let last = -1;
  let latestEnd = -Infinity;
  for (const { index, endMicros, parent } of instances.list) {
    // An orchestrator ends after those it started; what they left decides.
    if (parent !== -1 || endMicros < latestEnd) continue;
    last = index;
    latestEnd = endMicros;
  }
  return !symptoms.some(({ instance }) => instance === last || instance === -1);
}

function terminationOf(graph: TraceGraph): unknown {
  return graph.nodes[graph.roots[0] ?? -1]?.span.attribute(ATTRIBUTION_INPUT.terminationReason);
}

function statusOf(
  outcome: RunOutcome,
  stated: string | undefined,
  termination: unknown,
  symptoms: readonly Signal[],
): RunStatus {
  if (stated === 'cancelled' || termination === 'cancelled') return 'cancelled';
  if (outcome !== 'failure') return 'completed';
  return termination === 'stagnation' || symptoms.some(({ category }) => category === 'stagnation')
    ? 'stuck'
    : 'failed';
}
