import type { FailureAttribution, FailureCategory } from '@agent-attribution/semantic-conventions';
import type { Dependencies, DependencyKind } from '../graph/dependencies.js';
import { failureAttributionFor } from '../outcome/failure-category.js';
import type { Signal } from '../outcome/signals.js';

/** Where the walk from a symptom ended, and by which way. */
export interface Origin {
  readonly symptom: Signal;
  /** The sign at which the walk ended: the symptom itself when nothing led away from it. */
  readonly cause: Signal;
  /** Instances from the symptom's to the cause's. */
  readonly path: readonly number[];
  readonly category: FailureCategory;
  readonly attribution: FailureAttribution;
  /** 0..1: how far the way can be trusted. */
  readonly strength: number;
}

/** How far each kind of dependency carries a contamination. */
const CARRIES: Readonly<Record<DependencyKind, number>> = {
  declared: 1,
  link: 1,
  handoff: 0.95,
  result: 0.9,
  delegator: 0.8,
  sequence: 0.8,
};

/** A sign weaker than this, after the way it came, is not followed. */
const MIN_STRENGTH = 0.5;

/**
 * Walks from a symptom backwards along what each agent depended on, to the first agent whose own output there is reason
 * to doubt. A failure that poor input cannot cause (a timeout, a refusing provider, a spent budget, a loop) is where it
 * happened: the walk does not leave it, and ends when it meets one.
 *
 * @param passedGate - instances whose work passed a quality check: when the defect is theirs all the same, the gate let
 *   it through
 */
export function walkBack(
  symptom: Signal,
  signalsOf: (instance: number) => readonly Signal[],
  dependencies: Dependencies,
  passedGate: ReadonlySet<number>,
): Origin {
  const path = [symptom.instance];
  const visited = new Set(path);
  let cause = symptom;
  let strength = symptom.strength;
  while (!cause.isLocal) {
    const next = worstDependency(path.at(-1) ?? -1, visited, signalsOf, dependencies);
    if (next === undefined) break;
    path.push(next.signal.instance);
    visited.add(next.signal.instance);
    cause = next.signal;
    strength = Math.min(strength, next.strength);
  }
  // The agent's own earlier mishap explains its symptom better than the symptom does.
  if (path.length === 1) cause = ownCause(symptom, signalsOf(symptom.instance));
  const isUpstream = path.length > 1;
  return {
    symptom,
    cause,
    path,
    strength,
    category: cause.category === 'unknown' ? symptom.category : cause.category,
    attribution: isUpstream
      ? passedGate.has(cause.instance)
        ? 'quality_gate'
        : 'upstream_contamination'
      : failureAttributionFor(symptom.category),
  };
}

function worstDependency(
  instance: number,
  visited: ReadonlySet<number>,
  signalsOf: (instance: number) => readonly Signal[],
  dependencies: Dependencies,
): { signal: Signal; strength: number } | undefined {
  let worst: { signal: Signal; strength: number } | undefined;
  for (const { on, kind } of dependencies.of(instance)) {
    if (visited.has(on)) continue;
    for (const signal of signalsOf(on)) {
      const strength = signal.strength * CARRIES[kind];
      if (strength >= MIN_STRENGTH && strength > (worst?.strength ?? 0)) worst = { signal, strength };
    }
  }
  return worst;
}

/** A failed check on an agent whose tool had failed before: the tool's failure is what the check saw. */
function ownCause(symptom: Signal, own: readonly Signal[]): Signal {
  if (symptom.kind !== 'quality_check') return symptom;
  return own.find(({ recovery, node }) => recovery === 'continued' && node < symptom.node) ?? symptom;
}
