/**
 * Names under `attribution.`: what instrumentation writes (input) and what attribution writes back (output).
 * The meaning of each name is stated in `docs/semantic-conventions.md`.
 */

/** Attributes written by instrumentation. */
export const ATTRIBUTION_INPUT = {
  nodeType: 'attribution.node_type',
  nodeTypes: 'attribution.node_types',
  turnNumber: 'attribution.turn.number',
  taskId: 'attribution.task.id',
  subtaskId: 'attribution.subtask.id',
  goalId: 'attribution.goal.id',
  dependsOn: 'attribution.depends_on',
  actionId: 'attribution.action.id',
  actionType: 'attribution.action.type',
  actionExpectedOutcome: 'attribution.action.expected_outcome',
  actionAcceptanceCriteria: 'attribution.action.acceptance_criteria',
  outcome: 'attribution.outcome',
  confidence: 'attribution.confidence',
  stage: 'attribution.stage',
  terminationReason: 'attribution.termination_reason',
  relevanceScore: 'attribution.relevance.score',
  relevanceReason: 'attribution.relevance.reason',
  callReason: 'attribution.call.reason',
  checkVerdict: 'attribution.check.verdict',
  checkConfidence: 'attribution.check.confidence',
  checkReason: 'attribution.check.reason',
  checkLimit: 'attribution.check.limit',
  checkUsed: 'attribution.check.used',
  checkUnit: 'attribution.check.unit',
  checkRepetitionRatio: 'attribution.check.repetition_ratio',
  checkCycleLength: 'attribution.check.cycle_length',
  validationStatus: 'attribution.validation.status',
  validationScore: 'attribution.validation.score',
  validationValidator: 'attribution.validation.validator',
  validationIssues: 'attribution.validation.issues',
  validationMissingRequirements: 'attribution.validation.missing_requirements',
  validationEvidenceGaps: 'attribution.validation.evidence_gaps',
  responseValid: 'attribution.response.valid',
  responseQualityScore: 'attribution.response.quality_score',
  responseErrors: 'attribution.response.errors',
  responseWarnings: 'attribution.response.warnings',
  responseWordCount: 'attribution.response.word_count',
  llmMessageCount: 'attribution.llm.message_count',
  llmToolNames: 'attribution.llm.tool_names',
  llmMessageChars: 'attribution.llm.message_chars',
  llmToolSchemaChars: 'attribution.llm.tool_schema_chars',
  llmIteration: 'attribution.llm.iteration',
  toolFingerprint: 'attribution.tool.fingerprint',
} as const;

/** Attributes written by attribution. */
export const ATTRIBUTION_OUTPUT = {
  verdict: 'attribution.verdict',
  runOutcome: 'attribution.run.outcome',
  runStatus: 'attribution.run.status',
  rootCauseAgent: 'attribution.root_cause.agent',
  rootCauseSpanId: 'attribution.root_cause.span_id',
  rootCauseNodeType: 'attribution.root_cause.node_type',
  rootCauseStepIndex: 'attribution.root_cause.step_index',
  rootCauseFailureCategory: 'attribution.root_cause.failure_category',
  rootCauseFailureAttribution: 'attribution.root_cause.failure_attribution',
  rootCauseConfidence: 'attribution.root_cause.confidence',
  summary: 'attribution.summary',
  revision: 'attribution.revision',
  completion: 'attribution.completion',
  spanCount: 'attribution.span_count',
  contributionScore: 'attribution.contribution.score',
  contributionBlameShare: 'attribution.contribution.blame_share',
  contributionCreditShare: 'attribution.contribution.credit_share',
  contributionOutcome: 'attribution.contribution.outcome',
  contributionFailureCategory: 'attribution.contribution.failure_category',
  contributionFailureAttribution: 'attribution.contribution.failure_attribution',
  contributionTokens: 'attribution.contribution.tokens',
  contributionEvidence: 'attribution.contribution.evidence',
  stepProbability: 'attribution.step.probability',
  stepRank: 'attribution.step.rank',
  late: 'attribution.late',
  error: 'attribution.error',
  report: 'attribution.report',
} as const;

/** Span events written by instrumentation; their attributes are listed beside them. */
export const ATTRIBUTION_EVENT = {
  step: 'attribution.step',
  observation: 'attribution.observation',
  decision: 'attribution.decision',
  decisionOutcome: 'attribution.decision.outcome',
  problem: 'attribution.problem',
} as const;

/** Attributes of the events above. */
export const ATTRIBUTION_EVENT_ATTRIBUTE = {
  stepDescription: 'attribution.step.description',
  stepState: 'attribution.step.state',
  stepDecision: 'attribution.step.decision',
  stepConfidence: 'attribution.step.confidence',
  observationType: 'attribution.observation.type',
  observationSource: 'attribution.observation.source',
  observationData: 'attribution.observation.data',
  observationConfidence: 'attribution.observation.confidence',
  decisionId: 'attribution.decision.id',
  decisionType: 'attribution.decision.type',
  decisionIntent: 'attribution.decision.intent',
  decisionOptions: 'attribution.decision.options',
  decisionChosen: 'attribution.decision.chosen',
  decisionReasoning: 'attribution.decision.reasoning',
  decisionSuccess: 'attribution.decision.success',
  decisionError: 'attribution.decision.error',
  decisionSummary: 'attribution.decision.summary',
  decisionTokens: 'attribution.decision.tokens',
  decisionLatencyMs: 'attribution.decision.latency_ms',
  problemSeverity: 'attribution.problem.severity',
  problemDescription: 'attribution.problem.description',
  problemRootCause: 'attribution.problem.root_cause',
  problemSuggestedFix: 'attribution.problem.suggested_fix',
  problemDecisionId: 'attribution.problem.decision_id',
} as const;

/** The extra span that carries the whole report: its name and its instrumentation scope. */
export const ATTRIBUTION_SPAN_NAME = 'attribution';
export const ATTRIBUTION_SCOPE = '@agent-attribution';

/** Metrics, all with the bounded labels of `METRIC_LABEL`. */
export const ATTRIBUTION_METRIC = {
  agentRuns: 'attribution.agent.runs',
  agentBlame: 'attribution.agent.blame',
  agentCredit: 'attribution.agent.credit',
  agentTokens: 'attribution.agent.tokens',
  agentDuration: 'attribution.agent.duration',
  agentErrors: 'attribution.agent.errors',
  agentHandoffs: 'attribution.agent.handoffs',
  processorSpans: 'attribution.processor.spans',
  processorTraces: 'attribution.processor.traces',
  processorReleased: 'attribution.processor.released',
  processorLateSpans: 'attribution.processor.late_spans',
  processorDropped: 'attribution.processor.dropped',
  processorQueue: 'attribution.processor.queue',
  processorLatency: 'attribution.processor.latency',
} as const;

export const METRIC_LABEL = {
  agentName: 'gen_ai.agent.name',
  runOutcome: 'attribution.run.outcome',
  failureCategory: 'attribution.failure_category',
} as const;
