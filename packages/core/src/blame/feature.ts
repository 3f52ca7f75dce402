import type { ObservedRun } from './observe-run.js';
import type { Provenance } from './provenance.js';

export interface FeatureContext {
  readonly run: ObservedRun;
  readonly provenance: Provenance;
}

/**
 * One reason for or against a step. Its values lie between 0 and 1, so that weights can be compared, and no step's value
 * is measured by another's: what an agent says at length must not make a third one look worse.
 */
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
