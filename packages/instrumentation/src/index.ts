export type { Action, ActionObservation, ActionOptions, ActionStep } from './actions/action.js';
export { ACTION_COMPLETED_TOPIC } from './actions/action-completed.js';
export type {
  ActionCompleted,
  ActionCompletedEvent,
  ActionCompletedListener,
} from './actions/action-completed.js';
export { ActionTracker, UNTRACKED_ACTION_ID } from './actions/action-tracker.js';
export type { ActionStats, ActionTrackerOptions } from './actions/action-tracker.js';
export type {
  AttributionChain,
  ExperienceRecord,
  ObservationSummary,
  StepSummary,
} from './actions/attribution-chain.js';
export {
  addExperienceSink,
  beginAction,
  cleanupExpired,
  completeAction,
  getAction,
  getStats,
  onActionCompleted,
} from './actions/default-tracker.js';
export { HttpExperienceSink } from './actions/sinks/http-sink.js';
export type { HttpExperienceSinkOptions, HttpSinkStats } from './actions/sinks/http-sink.js';
export type { BreakerState } from './actions/sinks/circuit-breaker.js';
export { plainSink } from './actions/sinks/experience-sink.js';
export type { ExperienceSink, PlainExperienceRecord } from './actions/sinks/experience-sink.js';
export { MemoryExperienceSink } from './actions/sinks/memory-sink.js';
export type { ExecutionHandle, ExecutionLlmResponse, LogLevel } from './executions/execution-handle.js';
export { trackExecution } from './executions/track-execution.js';
export type { ExecutionOptions } from './executions/track-execution.js';
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
export type { DecisionOption, DecisionOutcomeRecord, DecisionRecord, ProblemRecord } from './records.js';
export type { ObservationDetails, ObservationRecord, StepDetails, StepRecord } from './step-record.js';
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
