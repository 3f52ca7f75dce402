import type { AttributionReport, Run, TaskEvidencePacket, TaskStatus } from '@agent-attribution/core';
import type { ExecutionRow } from './execution-row.js';

/**
 * One run as a storage backend keeps it: rows of four kinds and two documents, plain data. Times are microseconds since the epoch,
 * `null` is unknown. Backends store rows and know nothing of spans or reports.
 */
export interface RunRecord {
  readonly trace: TraceRow;
  readonly spans: readonly SpanRow[];
  readonly contributions: readonly ContributionRow[];
  readonly executions: readonly ExecutionRow[];
  /** Decisions and problems, for comparison and patterns. */
  readonly run: Run;
  /** What a validator may look at. */
  readonly evidence: TaskEvidencePacket;
}

export interface TraceRow {
  readonly traceId: string;
  readonly taskId: string | null;
  readonly goalId: string | null;
  readonly conversationId: string | null;
  /** Name of the root span. */
  readonly name: string;
  readonly serviceName: string | null;
  readonly revision: number;
  readonly completion: string;
  readonly outcome: string;
  readonly verdict: string;
  readonly status: string;
  readonly taskStatus: TaskStatus;
  readonly rootCauseAgent: string | null;
  readonly rootCauseSpanId: string | null;
  readonly rootCauseCategory: string | null;
  /** `direct`, `upstream_contamination`, … */
  readonly rootCauseClass: string | null;
  readonly rootCauseNodeType: string | null;
  readonly confidence: number | null;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly durationMs: number;
  readonly totalTokens: number;
  readonly costUsd: number | null;
  readonly spanCount: number;
  readonly errorCount: number;
  /** Agents that took part, in order of first activity. */
  readonly agents: readonly string[];
  readonly summary: string;
  readonly report: AttributionReport;
}

export interface SpanRow {
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly nodeType: string;
  readonly agent: string | null;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: 'unset' | 'ok' | 'error';
  readonly error: string | null;
  /** The span's attributes as a JSON object, limited in size. */
  readonly attributes: string;
  /** Some attributes were cut or left out. */
  readonly isTruncated: boolean;
}

/** One per agent and subtask of a run. */
export interface ContributionRow {
  readonly agentName: string;
  readonly agentId: string;
  readonly subtaskId: string;
  readonly isRootCause: boolean;
  readonly outcome: string;
  readonly contributionScore: number;
  readonly blameShare: number;
  readonly creditShare: number;
  readonly failureCategory: string | null;
  readonly failureAttribution: string | null;
  readonly tokens: number;
  readonly costUsd: number | null;
  readonly durationMs: number;
  readonly llmCalls: number;
  readonly toolCalls: number;
  readonly errors: number;
  readonly retries: number;
}
