import type { ObservedRun } from './observe-run.js';
import type { Provenance } from './provenance.js';

export interface FeatureContext {
  readonly run: ObservedRun;
  readonly provenance: Provenance;
}

/** One reason for or against a step. Its values lie between 0 and 1, so that weights can be compared. */
export interface Feature {
  readonly name: FeatureName;
  /** The sign its weight may have: what a feature means is reasoned, only how much it counts is measured. */
  readonly sign: 1 | -1;
  /** One value per step, in order. */
  readonly values: (context: FeatureContext) => readonly number[];
  /** Whether the evidence is what the step ran rather than the step itself. */
  readonly isOfActions?: boolean;
}

export type FeatureName =
  | 'first_action'
  | 'first_failing_action'
  | 'empty_result'
  | 'orchestrator'
  | 'idle_opening'
  | 'relative_length'
  | 'placeholder'
  | 'introduces_answer'
  | 'answer_share'
  | 'first_state_change'
  | 'failed_state_change'
  | 'ungrounded_arguments';

/** 1 at one step and 0 elsewhere; 0 everywhere when there is no such step. */
export function indicator(length: number, at: number): readonly number[] {
  return Array.from({ length }, (_, index) => (index === at ? 1 : 0));
}

/** Each value as a share of the largest. */
export function relative(values: readonly number[]): readonly number[] {
  const max = values.reduce((a, b) => Math.max(a, b), 0);
  return max > 0 ? values.map((value) => value / max) : values;
}
