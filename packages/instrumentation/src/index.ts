export { recordHandoff, withHandoff } from './handoff.js';
export type { HandoffOptions } from './handoff.js';
export { snapshotOf } from './llm-snapshot.js';
export type { LlmRequestSnapshot, SnapshotSource } from './llm-snapshot.js';
export type {
  AgentHandle,
  CheckHandle,
  LlmCallHandle,
  LlmResponse,
  NodeHandle,
  Relevance,
  ResponseValidation,
  VerdictDetails,
} from './node-handle.js';
export {
  recordDecision,
  recordDecisionOutcome,
  recordObservation,
  recordProblem,
  recordStep,
  recordValidation,
} from './records.js';
export type {
  DecisionOption,
  DecisionOutcomeRecord,
  DecisionRecord,
  ObservationRecord,
  ProblemRecord,
  StepRecord,
} from './records.js';
export type { TokenCounts } from './attributes.js';
export type { CheckOptions, Finding } from './check-node.js';
export type { WorkIds } from './scope.js';
export { toolFingerprint } from '@agent-attribution/core';
export type { Validation } from './validation.js';
export { recordSkippedAgent, withAgent } from './with-agent.js';
export type { AgentOptions } from './with-agent.js';
export { withBudgetCheck } from './with-budget-check.js';
export type { BudgetCheckOptions } from './with-budget-check.js';
export { withLlmCall } from './with-llm-call.js';
export type { LlmCallOptions } from './with-llm-call.js';
export { withNode } from './with-node.js';
export type { NodeOptions, PlainNodeType } from './with-node.js';
export { withQualityCheck } from './with-quality-check.js';
export type { QualityCheckOptions } from './with-quality-check.js';
export { withStagnationCheck } from './with-stagnation-check.js';
export type { Advice, StagnationFinding } from './with-stagnation-check.js';
export { withToolInvocation } from './with-tool-invocation.js';
export type { ToolInvocationOptions } from './with-tool-invocation.js';
export { withTurn } from './with-turn.js';
export type { TurnOptions } from './with-turn.js';
