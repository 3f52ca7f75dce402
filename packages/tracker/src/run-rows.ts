import type { AttributionReport, SpanDescription, SpanView } from '@agent-attribution/core';
import { describeTrace } from '@agent-attribution/core';
import { ATTRIBUTION_INPUT, OTEL } from '@agent-attribution/semantic-conventions';
import type { ValidationStatus } from '@agent-attribution/semantic-conventions';
import { limitEvidence } from './evidence-limit.js';
import { executionRows } from './execution-row.js';
import { cut, LIMITS } from './limits.js';
import type { ContributionRow, RunRecord, SpanRow, TraceRow } from './run-record.js';
import { limitAttributes } from './span-attributes.js';
import { isValidationStatus, taskStatusAfter } from './task-status.js';

/** Turns a trace and its verdict into the rows that a store keeps. Pure; sizes are limited here and nowhere else. */
export function runRows(spans: readonly SpanView[], report: AttributionReport): RunRecord {
  const trace = describeTrace(spans.filter(({ traceId }) => traceId === report.traceId));
  const { spans: described, run } = trace;
  let budget: number = LIMITS.traceAttributesChars;
  const rows = keepSpans(described, report).map((one) => {
    const row = toSpanRow(one, budget);
    budget -= row.attributes.length;
    return row;
  });
  return {
    trace: toTraceRow(described, report, rows),
    spans: rows,
    contributions: toContributionRows(report),
    executions: executionRows(report.traceId, trace),
    run: {
      ...run,
      id: report.traceId,
      goalId: report.goalId ?? '',
      decisions: run.decisions.slice(0, LIMITS.reportItems),
      problems: run.problems.slice(0, LIMITS.reportItems),
    },
    evidence: limitEvidence({ ...trace.evidence, taskId: report.taskId ?? report.traceId }),
  };
}

function toTraceRow(
  described: readonly SpanDescription[],
  report: AttributionReport,
  rows: readonly SpanRow[],
): TraceRow {
  const root = described.find(({ parentSpanId }) => parentSpanId === undefined)?.span;
  const { rootCause, contributions } = report;
  const serviceName = root?.resourceAttribute(OTEL.serviceName);
  const { startedAt, endedAt } = extentOf(described);
  return {
    traceId: report.traceId,
    taskId: report.taskId,
    goalId: report.goalId,
    conversationId: report.conversationId,
    name: cut(root?.name ?? '', LIMITS.nameChars),
    serviceName: typeof serviceName === 'string' ? cut(serviceName, LIMITS.nameChars) : null,
    revision: report.revision,
    completion: report.completion,
    outcome: report.outcome,
    verdict: report.verdict,
    status: report.run.status,
    taskStatus: taskStatusAfter({
      status: report.run.status,
      outcome: report.outcome,
      validation: lastValidation(described),
    }),
    rootCauseAgent: rootCause?.agent ?? null,
    rootCauseSpanId: rootCause?.spanId ?? null,
    rootCauseCategory: rootCause?.failureCategory ?? null,
    rootCauseClass: rootCause?.failureAttribution ?? null,
    rootCauseNodeType: rootCause?.nodeType ?? null,
    confidence: rootCause?.confidence ?? null,
    startedAt,
    endedAt,
    durationMs: (endedAt - startedAt) / 1000,
    totalTokens: report.tokens.total,
    costUsd: sumKnown(contributions.map(({ costUsd }) => costUsd)),
    spanCount: Math.max(report.spanCount, rows.length),
    errorCount: described.filter(({ error }) => error !== undefined).length,
    agents: [...new Set(contributions.map(({ agentName }) => agentName))],
    summary: report.summary,
    report,
  };
}

/** From the first start to the last end; spans whose start is unknown say nothing. */
function extentOf(described: readonly SpanDescription[]): { startedAt: number; endedAt: number } {
  let startedAt = Number.POSITIVE_INFINITY;
  let endedAt = 0;
  for (const { span } of described) {
    if (span.startMicros > 0) startedAt = Math.min(startedAt, span.startMicros);
    endedAt = Math.max(endedAt, span.endMicros);
  }
  if (startedAt === Number.POSITIVE_INFINITY) startedAt = endedAt;
  return { startedAt, endedAt: Math.max(startedAt, endedAt) };
}

function lastValidation(described: readonly SpanDescription[]): ValidationStatus | undefined {
  return described.reduce<ValidationStatus | undefined>(
    (last, { span }) => readValidation(span) ?? last,
    undefined,
  );
}

function readValidation(span: SpanView): ValidationStatus | undefined {
  const status = span.attribute(ATTRIBUTION_INPUT.validationStatus);
  return isValidationStatus(status) ? status : undefined;
}

/** All spans, or as many as the limit allows: what the report points at and what failed before the rest. */
function keepSpans(
  described: readonly SpanDescription[],
  { rootCause, candidates, evidence }: AttributionReport,
): readonly SpanDescription[] {
  if (described.length <= LIMITS.spansPerTrace) return described;
  const cited = new Set([rootCause, ...candidates, ...evidence].map((item) => item?.spanId));
  const isNotable = ({ span, error }: SpanDescription): boolean =>
    error !== undefined || cited.has(span.spanId);
  const kept = [...described.filter(isNotable), ...described.filter((one) => !isNotable(one))].slice(
    0,
    LIMITS.spansPerTrace,
  );
  return kept.sort((a, b) => a.span.startMicros - b.span.startMicros);
}

function toSpanRow({ span, parentSpanId, nodeType, agent, error }: SpanDescription, budget: number): SpanRow {
  const { json, isTruncated } = limitAttributes(span, Math.min(budget, LIMITS.attributesChars));
  return {
    spanId: cut(span.spanId, LIMITS.nameChars),
    parentSpanId: parentSpanId ?? null,
    name: cut(span.name, LIMITS.nameChars),
    nodeType,
    agent: agent === undefined ? null : cut(agent, LIMITS.nameChars),
    startedAt: span.startMicros,
    endedAt: span.endMicros,
    status: span.statusCode,
    error: error === undefined ? null : cut(error, LIMITS.textChars),
    attributes: json,
    isTruncated: isTruncated || span.droppedAttributesCount > 0,
  };
}

/** One row per agent and subtask of a report. */
export function toContributionRows({
  contributions,
  rootCause,
}: AttributionReport): readonly ContributionRow[] {
  return contributions.map((one) => ({
    agentName: one.agentName,
    agentId: one.agentId,
    subtaskId: one.subtaskId,
    isRootCause: one.agentName === rootCause?.agent,
    outcome: one.outcome,
    contributionScore: one.contributionScore,
    blameShare: one.blameShare,
    creditShare: one.creditShare,
    failureCategory: one.failureCategory,
    failureAttribution: one.failureAttribution,
    tokens: one.tokenUsage,
    costUsd: one.costUsd,
    durationMs: one.durationMs,
    llmCalls: one.llmCalls,
    toolCalls: one.toolCalls,
    errors: one.errors,
    retries: one.retries,
  }));
}

/** The sum of what is known; null when nothing is. */
function sumKnown(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => (value === null ? sum : (sum ?? 0) + value), null);
}
