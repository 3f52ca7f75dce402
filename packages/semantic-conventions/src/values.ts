/** Closed sets of attribute values, as tuples to iterate over and unions to type with. */

/** The five node types of a turn that the product is about. */
export const TURN_NODE_TYPES = [
  'llm_call',
  'tool_invocation',
  'quality_check',
  'budget_check',
  'stagnation_check',
] as const;
export type TurnNodeType = (typeof TURN_NODE_TYPES)[number];

/** All values of `attribution.node_type`. */
export const NODE_TYPES = [
  'llm_call',
  'tool_invocation',
  'quality_check',
  'budget_check',
  'stagnation_check',
  'agent',
  'turn',
  'workflow',
  'handoff',
  'guardrail',
  'retrieval',
  'embedding',
  'memory',
  'step',
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

export const FAILURE_CATEGORIES = [
  'tool_failure',
  'stagnation',
  'budget_exceeded',
  'quality_gate_failed',
  'timeout',
  'delegation_failed',
  'provider_refused',
  'provider_unavailable',
  'unknown',
] as const;
export type FailureCategory = (typeof FAILURE_CATEGORIES)[number];

export const FAILURE_ATTRIBUTIONS = [
  'direct',
  'upstream_contamination',
  'coordination_overhead',
  'quality_gate',
] as const;
export type FailureAttribution = (typeof FAILURE_ATTRIBUTIONS)[number];

/** What the program itself states about a span in `attribution.outcome`. */
export const STATED_OUTCOMES = ['success', 'failure', 'partial', 'skipped', 'timeout', 'cancelled'] as const;
export type StatedOutcome = (typeof STATED_OUTCOMES)[number];

export const RUN_OUTCOMES = ['success', 'failure', 'partial', 'unknown'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

export const VERDICTS = ['attributed', 'unverified', 'healthy'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const RUN_STATUSES = ['completed', 'failed', 'stuck', 'cancelled', 'running'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Why a trace was released for attribution. `file`: read from a document, nothing was waited for. */
export const COMPLETIONS = ['complete', 'idle', 'max_age', 'evicted', 'shutdown', 'file'] as const;
export type Completion = (typeof COMPLETIONS)[number];

export const QUALITY_VERDICTS = ['correct', 'neutral', 'incorrect'] as const;
export type QualityVerdict = (typeof QUALITY_VERDICTS)[number];

export const BUDGET_VERDICTS = ['within', 'exhausted'] as const;
export type BudgetVerdict = (typeof BUDGET_VERDICTS)[number];

export const STAGNATION_VERDICTS = ['no_stagnation', 'inject_prompt', 'terminate'] as const;
export type StagnationVerdict = (typeof STAGNATION_VERDICTS)[number];

export const VALIDATION_STATUSES = [
  'accepted',
  'rejected',
  'insufficient_evidence',
  'validator_error',
] as const;
export type ValidationStatus = (typeof VALIDATION_STATUSES)[number];

export const TERMINATION_REASONS = [
  'completed',
  'max_turns',
  'budget_exhausted',
  'shutdown',
  'parked',
  'stagnation',
  'cancelled',
  'error',
  'no_op',
] as const;
export type TerminationReason = (typeof TERMINATION_REASONS)[number];

export const EVIDENCE_KINDS = [
  'error',
  'soft_error',
  'quality_check',
  'provenance',
  'budget',
  'stagnation',
  'criterion',
  'observation',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
