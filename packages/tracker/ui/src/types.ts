import type { AttributionReport, Divergence, TaskEvidencePacket } from '@agent-attribution/core';
import type { AgentView, RevisionView, SpanJson, TaskView, TraceView } from '../../src/api/views.js';
import type { WaitingTask } from '../../src/api/waiting-tasks.js';
import type { SeriesPoint } from '../../src/performance/agent-series.js';

/** What the API answers, by the types it answers with. Nothing of the server runs here. */
export type { AttributionReport, AgentView, SpanJson, TaskView, TraceView, WaitingTask };

export interface TraceDetail extends TraceView {
  readonly attribution: AttributionReport;
  readonly revisions: readonly RevisionView[];
}

export interface TraceList {
  readonly traces: readonly TraceView[];
  readonly nextCursor: string | null;
}

export interface SpanList {
  readonly spans: readonly SpanJson[];
}

export interface TaskList {
  readonly tasks: readonly WaitingTask[];
  readonly nextCursor: string | null;
}

export interface TaskDecision {
  readonly previousStatus: string;
  readonly status: string;
  readonly closeReason: string | null;
}

export interface EvidencePacket {
  readonly packet: TaskEvidencePacket;
}

export interface AgentList {
  readonly agents: readonly AgentView[];
}

export interface AgentDetail extends AgentView {
  readonly recentTraces: readonly TraceView[];
}

export interface Series {
  readonly points: readonly (Omit<SeriesPoint, 'startMs'> & { readonly at: string })[];
}

export interface Performance {
  readonly commonErrors: readonly { readonly errorType: string; readonly count: number }[];
}

export interface Inflections {
  readonly inflections: readonly {
    readonly metricName: string;
    readonly windowSize: string;
    readonly oldDirection: string;
    readonly newDirection: string;
    readonly detectedAt: string;
  }[];
}

export interface Comparison {
  readonly differences: readonly string[];
  readonly firstDivergence: Divergence | null;
  readonly decisions: readonly (readonly string[])[];
}
