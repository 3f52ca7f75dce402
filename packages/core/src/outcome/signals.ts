import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import type { EvidenceKind, FailureCategory } from '@agent-attribution/semantic-conventions';
import { readNumber } from '../conventions/read.js';
import type { Instances } from '../graph/instances.js';
import type { TraceGraph } from '../graph/trace-graph.js';
import type { CheckResult } from './checks.js';
import type { CheckId } from './content-checks/earned-precision.js';
import type { Failure } from './recovery.js';

/**
 * A reason to doubt what an instance made. `strength` is 0..1: how much it alone would lower the trust in its output.
 */
export interface Signal {
  readonly instance: number;
  readonly node: number;
  readonly kind: EvidenceKind;
  readonly strength: number;
  readonly text: string;
  readonly category: FailureCategory;
  /** Raised where it happened, for reasons of its own: a tool that timed out, a provider that refused. */
  readonly isLocal: boolean;
  readonly recovery: Failure['recovery'] | undefined;
  /** The content check that raised it; absent where something on the spans did. */
  readonly check?: CheckId;
}

/** How much each sign weighs. Checked by `strengths` in the tests of the walk: above one half it can carry blame. */
const STRENGTH = {
  unrecovered: 1,
  continued: 0.8,
  retried: 0.1,
  failedCheck: 1,
  invalidResponse: 0.7,
  cutOff: 0.6,
  lowConfidence: 0.4,
} as const;

/** Below this an agent doubts its own step. */
const LOW_CONFIDENCE = 0.3;

/** Failures that come from outside what the agent was given: poor input cannot have caused them. */
const LOCAL_CATEGORIES: ReadonlySet<FailureCategory> = new Set([
  'timeout',
  'provider_refused',
  'provider_unavailable',
  'budget_exceeded',
  'stagnation',
]);

export function findSignals(
  graph: TraceGraph,
  instances: Instances,
  failures: readonly Failure[],
  checks: readonly CheckResult[],
): readonly Signal[] {
  const signals: Signal[] = [];
  for (const { node, status, recovery, instance } of failures) {
    // That the program calls the whole run a failure says what became of it, not what went wrong.
    if (instance === -1 && status.stated !== undefined && graph.nodes[node]?.parent === -1) continue;
    const category = status.category ?? 'unknown';
    signals.push({
      instance,
      node,
      kind: status.via === 'soft' ? 'soft_error' : 'error',
      strength: STRENGTH[recovery],
      text: status.error ?? 'failed',
      category,
      isLocal: LOCAL_CATEGORIES.has(category),
      recovery,
    });
  }
  for (const check of finalChecks(checks)) {
    if (check.passed !== false) continue;
    const { subject: instance, node, kind, text, category } = check;
    const strength = STRENGTH.failedCheck * check.confidence;
    const isLocal = LOCAL_CATEGORIES.has(category);
    signals.push({ instance, node, kind, strength, text, category, isLocal, recovery: undefined });
  }
  for (const node of graph.nodes) {
    const instance = instances.ofNode[node.index] ?? -1;
    if (instance === -1) continue;
    const doubt =
      node.kind === 'llm_call'
        ? doubtAbout(node.span.attribute(ATTRIBUTION_INPUT.responseValid), node)
        : undefined;
    if (doubt !== undefined) signals.push({ ...doubt, instance, node: node.index });
    const confidence =
      node.kind === 'agent' ? undefined : readNumber(node.span, ATTRIBUTION_INPUT.confidence);
    if (confidence !== undefined && confidence < LOW_CONFIDENCE) {
      const text = `the agent's own confidence was ${confidence}`;
      signals.push({ ...QUALITY, instance, node: node.index, strength: STRENGTH.lowConfidence, text });
    }
  }
  return signals;
}

const QUALITY = {
  kind: 'quality_check',
  category: 'quality_gate_failed',
  isLocal: false,
  recovery: undefined,
} as const;

function doubtAbout(
  valid: unknown,
  node: TraceGraph['nodes'][number],
): Omit<Signal, 'instance' | 'node'> | undefined {
  if (valid === false) {
    return { ...QUALITY, strength: STRENGTH.invalidResponse, text: 'the response failed its validation' };
  }
  if (node.facts.finishReasons.includes('length')) {
    return {
      ...QUALITY,
      kind: 'soft_error',
      strength: STRENGTH.cutOff,
      text: 'the response was cut off at its length limit',
    };
  }
  return undefined;
}

/** Of several checks of one kind on the same work only the last counts: a rejected draft that was mended is mended. */
export function finalChecks(checks: readonly CheckResult[]): readonly CheckResult[] {
  if (checks.length === 0) return checks;
  const last = new Map<string, CheckResult>();
  for (const check of checks)
    if (check.passed !== undefined) last.set(`${check.kind} ${check.subject}`, check);
  return [...last.values()];
}
