export type * from './span-view.js';
export type * from './log-view.js';
export type * from './report.js';
export type * from './conventions/node-facts.js';
export type * from './graph/step.js';
export { attributeAndPlace, attributeTrace } from './attribute-trace.js';
export { attributeTraceWithJudge } from './attribute-with-judge.js';
export type { JudgedAttributeOptions } from './attribute-with-judge.js';
export { JUDGE_BELOW, JUDGE_WEIGHT } from './blame/judge.js';
export type { Judge } from './blame/judge.js';
export { actionsOf, spectrumOf } from './corpus.js';
export type { CorpusSpectrum } from './corpus.js';
export type { AttributeKeys } from './keys/attribute-keys.js';
export { SpanViewOf } from './span-view-of.js';
export { attributeKeysIn, attributeKeysOf } from './keys/attribute-keys-of.js';
export { isAttributionSpan } from './conventions/attribution.js';
export type { AttributeOptions, PlacedReport } from './attribute-trace.js';
export { withLogs } from './conventions/with-logs.js';
export { tallyConventions } from './tally-conventions.js';
export type { ConventionTally } from './tally-conventions.js';
export { describeSpans } from './reporting/describe-spans.js';
export type { SpanDescription } from './reporting/describe-spans.js';
export { describeTrace } from './reporting/describe-trace.js';
export type { TraceDescription } from './reporting/describe-trace.js';
export type { TraceExecution, TraceExecutions } from './reporting/executions-of-trace.js';
export { ASSEMBLY_DEFAULTS } from './assembly/assembly.js';
export type {
  AssembledTrace,
  AssemblyCounters,
  SpanArrival,
  TraceAssemblerOptions,
} from './assembly/assembly.js';
export { TraceAssembler } from './assembly/trace-assembler.js';
export * from './write-back/index.js';
export { INFORMATION_SEEKING } from './blame/profiles/information-seeking.js';
export { TRANSACTIONAL } from './blame/profiles/transactional.js';
export { BLAME_PROFILES } from './blame/choose-profile.js';
export type { BlameProfile, BlameProfiles, EvidenceGrade } from './blame/profile.js';
export type { FeatureName } from './blame/feature.js';
export { attributeResult } from './reporting/attributed-result.js';
export type { AttributedResult } from './reporting/attributed-result.js';
export type { BlameOptions } from './blame/attribute-failure.js';
export type { CoordinationBaseline } from './blame/coordination-overhead.js';
export { actionSignatures, buildSpectrum } from './blame/spectrum.js';
export type { Spectrum, SpectrumRun } from './blame/spectrum.js';
export { CALIBRATION, CONFIDENCE_FLOOR, calibrate } from './blame/confidence.js';
export type { CalibrationPoint } from './blame/confidence.js';
export { EARNED_PRECISION } from './outcome/content-checks/earned-precision.js';
export type { CheckId } from './outcome/content-checks/earned-precision.js';
export { softErrorOf } from './outcome/soft-error.js';

export { ConfigurationError } from './configuration-error.js';

export { failureAttributionFor, inferFailureCategory } from './outcome/failure-category.js';
export type { FailureCategoryOptions } from './outcome/failure-category.js';

export { checkBudget, orchestrationRatio } from './checks/budget.js';
export type {
  BudgetAlertLevel,
  BudgetAlerts,
  BudgetCheck,
  BudgetLimits,
  OrchestrationRatio,
} from './checks/budget.js';
export { detectConversationErrors } from './checks/conversation-errors.js';
export type {
  ConversationErrorConfig,
  ConversationFinding,
  ConversationMessage,
} from './checks/conversation-errors.js';
export { parseCriterion } from './checks/criterion.js';
export type {
  Criterion,
  CriterionOperator,
  CriterionValue,
  FreeTextCriterion,
  MeasurableCriterion,
} from './checks/criterion.js';
export { evaluateCriterion } from './checks/evaluate-criterion.js';
export type { CriterionEvidence, CriterionVerdict } from './checks/evaluate-criterion.js';
export { qualityErosion } from './checks/quality-erosion.js';
export type { QualityErosionConfig, QualityErosionResult } from './checks/quality-erosion.js';
export { validateResponse } from './checks/response-validation.js';
export type { ResponseValidation } from './checks/response-validation.js';
export { detectStagnation } from './checks/stagnation.js';
export type { FingerprintedTurn, StagnationConfig, StagnationResult } from './checks/stagnation.js';
export { accuracyEffortRatio, classifyStepQuality } from './checks/step-quality.js';
export type {
  AccuracyEffort,
  StepQualityConfig,
  StepQualitySignal,
  StepToClassify,
} from './checks/step-quality.js';
export { toolFingerprint } from './checks/tool-fingerprint.js';

export { stepCredits } from './credit/step-credits.js';
export type { CreditedStep, StepCredit } from './credit/step-credits.js';
export { successScore } from './credit/success-score.js';
export type { SuccessScore, SuccessScoreInput } from './credit/success-score.js';

export { agentPerformance } from './performance/agent-performance.js';
export type { AgentPerformance } from './performance/agent-performance.js';
export { collaborationScore } from './performance/collaboration-score.js';
export type {
  CollaborationComponent,
  CollaborationRecord,
  CollaborationScore,
} from './performance/collaboration-score.js';
export { coordinationMetrics } from './performance/coordination-metrics.js';
export type { CoordinationCounts, CoordinationMetrics } from './performance/coordination-metrics.js';
export { detectInflections } from './performance/inflections.js';
export type { InflectionResult, KnownDirection, PerformanceInflection } from './performance/inflections.js';
export { qualityScore } from './performance/quality-score.js';
export type { QualityScore, QualityScoreInput } from './performance/quality-score.js';
export type { TaskMetricRecord } from './performance/task-metric-record.js';
export { theilSenTrend } from './performance/theil-sen.js';
export type { Polarity, Trend, TrendConfig, TrendDirection, TrendPoint } from './performance/theil-sen.js';
export { performanceTrends } from './performance/trends.js';
export type { MetricTrend, PerformanceTrendConfig, TrendMetricName } from './performance/trends.js';
export { windowMetrics, windowsOf } from './performance/windows.js';
export type { WindowConfig, WindowMetrics } from './performance/windows.js';

export { debugAgent } from './performance/executions/debug-agent.js';
export type { AgentDiagnosis } from './performance/executions/debug-agent.js';
export { callChain, stageTimeline } from './performance/executions/execution-detail.js';
export type { CallChainItem } from './performance/executions/execution-detail.js';
export { executionPerformance } from './performance/executions/execution-performance.js';
export type { ExecutionPerformance } from './performance/executions/execution-performance.js';
export type {
  ExecutionCallLink,
  ExecutionLogRecord,
  ExecutionRecord,
  ExecutionStage,
  ExecutionStatus,
} from './performance/executions/execution-record.js';
export {
  failedExecutions,
  invalidResponses,
  poorResponses,
  recentExecutions,
  skippedExecutions,
  slowExecutions,
} from './performance/executions/find-executions.js';
export type { FailedExecution, SlowExecution } from './performance/executions/find-executions.js';
export type { ExecutionQuery } from './performance/executions/query.js';
export { responseQuality } from './performance/executions/response-quality.js';
export type { QualityBand, ResponseQuality } from './performance/executions/response-quality.js';

export { limitText } from './redaction/limit-text.js';
export { redactAndLimit, redactSecrets } from './redaction/redact-secrets.js';

export { compareRuns } from './run/compare-runs.js';
export type { ComparedRun, RunComparison } from './run/compare-runs.js';
export { firstDivergence } from './run/first-divergence.js';
export type { Divergence } from './run/first-divergence.js';
export { decisionsOf, summarizeDecision, wasGoodDecision } from './run/decisions.js';
export { analyzeFailure, renderFailureAnalysis } from './run/failure-analysis.js';
export type { FailureAnalysis } from './run/failure-analysis.js';
export { classifyRunFailure } from './run/failure-taxonomy.js';
export type { TaxonomyCategory, TaxonomyConfig, TaxonomyResult } from './run/failure-taxonomy.js';
export { suggestImprovements } from './run/improvements.js';
export type { Improvement } from './run/improvements.js';
export { narrateRun } from './run/narrative.js';
export { attentionReasons, executionQuality } from './run/node-attention.js';
export type { NodeRecord } from './run/node-attention.js';
export { nodePerformance } from './run/node-performance.js';
export type { NodePerformance } from './run/node-performance.js';
export { findPatterns } from './run/patterns.js';
export type { CommonChoice, RunPatterns } from './run/patterns.js';
export { renderTaskEvidence } from './run/render-task-evidence.js';
export { runMetrics } from './run/run-metrics.js';
export type { RunMetrics } from './run/run-metrics.js';
export { summarizeRunData } from './run/run-summary.js';
export type { RunSummary } from './run/run-summary.js';
export type {
  Decision,
  DecisionType,
  Evaluation,
  Option,
  Outcome,
  Problem,
  Run,
  RunEdge,
} from './run/run.js';
export { buildTaskEvidence } from './run/task-evidence-of-trace.js';
export { evidenceMetadata, runEvidenceFrom } from './run/task-evidence.js';
export type {
  EvidenceMetadata,
  RunEvidence,
  TaskEvidencePacket,
  TeamNodeResult,
  ToolEvidence,
  TranscriptEntry,
} from './run/task-evidence.js';
export {
  isFinalAttempt,
  isUsableAnswer,
  nextTaskStatus,
  TASK_STATUSES,
  taskFlags,
  taskStatusAfterFeedback,
} from './run/task-status.js';
export type { AttemptFacts, TaskFeedback, TaskFlags, TaskStatus, TaskTransition } from './run/task-status.js';
export { failedValidation, isAccepted, parseValidationResult } from './run/validation-result.js';
export type { ValidationResult } from './run/validation-result.js';
export { summarizeRun } from './run/summarize-run.js';

export { PROMETHEUS_TYPE, renderMetrics } from './performance/exposition/prometheus-text.js';
export type { Metric, Sample } from './performance/exposition/prometheus-text.js';
export { RunCounters } from './performance/exposition/run-counters.js';
export type { CountedRun } from './performance/exposition/run-counters.js';
export { exposeRuns } from './performance/exposition/expose-runs.js';
