import type { RunStatus } from '@agent-attribution/semantic-conventions';

import type { PlainObject } from '../plain/values.js';

/** A run as data: what was decided, what came of it and what went wrong. */
export interface Run {
  readonly id: string;
  readonly goalId: string;
  readonly status: RunStatus;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** Absent while the run goes on. */
  readonly completedAtMs?: number | undefined;
  readonly decisions: readonly Decision[];
  readonly problems: readonly Problem[];
  /**
   * Which node led to which, in order. Absent: the order of the decisions tells, as it does for a run whose nodes
   * follow each other.
   */
  readonly edges?: readonly RunEdge[] | undefined;
  /** The story as its author tells it; absent: it is generated. */
  readonly narrative?: string | undefined;
  readonly goalDescription?: string | undefined;
  readonly inputData?: PlainObject | undefined;
  readonly outputData?: PlainObject | undefined;
}

export interface RunEdge {
  readonly from: string;
  readonly to: string;
}

/** A choice an agent made. */
export interface Decision {
  readonly id: string;
  /** The node (agent, step) that decided. */
  readonly nodeId: string;
  readonly intent: string;
  readonly decisionType?: DecisionType | undefined;
  readonly options?: readonly Option[] | undefined;
  readonly chosenOptionId?: string | undefined;
  readonly reasoning?: string | undefined;
  readonly activeConstraints?: readonly string[] | undefined;
  readonly inputContext?: PlainObject | undefined;
  /** Absent: nothing is known yet, which is no failure. */
  readonly outcome?: Outcome | undefined;
  readonly evaluation?: Evaluation | undefined;
}

export type DecisionType =
  | 'tool_selection'
  | 'parameter_choice'
  | 'path_choice'
  | 'output_format'
  | 'retry_strategy'
  | 'delegation'
  | 'termination'
  | 'custom';

export interface Option {
  readonly id: string;
  readonly description: string;
  readonly actionType?: string | undefined;
  readonly actionParams?: PlainObject | undefined;
  readonly pros?: readonly string[] | undefined;
  readonly cons?: readonly string[] | undefined;
  /** 0..1. */
  readonly confidence?: number | undefined;
}

/** What came of a decision. */
export interface Outcome {
  readonly success: boolean;
  readonly error?: string | undefined;
  readonly result?: unknown;
  readonly stateChanges?: PlainObject | undefined;
  readonly tokensUsed?: number | undefined;
  readonly latencyMs?: number | undefined;
  readonly summary?: string | undefined;
}

/** What somebody thinks of a decision afterwards. */
export interface Evaluation {
  readonly goalAligned: boolean;
  /** 0..1. */
  readonly outcomeQuality: number;
  /** 0..1. */
  readonly alignmentScore?: number | undefined;
  readonly betterOptionId?: string | undefined;
  readonly whyBetter?: string | undefined;
  readonly contributedToSuccess?: boolean | undefined;
  readonly explanation?: string | undefined;
}

export interface Problem {
  /** `critical`, `warning` and `minor` have a meaning here; others are kept. */
  readonly severity: string;
  readonly description: string;
  readonly rootCause?: string | undefined;
  readonly decisionId?: string | undefined;
  readonly suggestedFix?: string | undefined;
}
