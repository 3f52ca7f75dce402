import type { AttributedPayload } from './attribute-payload.js';

/** What the pipeline counts by itself; numbers that only grow. */
export interface PipelineCounters {
  received_requests: number;
  received_spans: number;
  received_log_records: number;
  recovered_requests: number;
  /** Spans left out because of an invalid id. */
  dropped_invalid_spans: number;
  /** Spans of records that the store could not give back. */
  dropped_unreadable_spans: number;
  /** Revisions that were not made, since the spans sent before were no longer known. */
  dropped_revisions: number;
  attributed_traces: number;
  revised_traces: number;
  unchanged_traces: number;
  traces_with_verdict: number;
  evicted_traces: number;
  attribution_errors: number;
  recovery_errors: number;
  sink_errors: number;
  /** Work on a trace or a request that broke off, such as at a failing disk; the store keeps the request. */
  failed_work: number;
  sent_payloads: number;
  sent_spans: number;
}

export const startPipelineCounters = (): PipelineCounters => ({
  received_requests: 0,
  received_spans: 0,
  received_log_records: 0,
  recovered_requests: 0,
  dropped_invalid_spans: 0,
  dropped_unreadable_spans: 0,
  dropped_revisions: 0,
  attributed_traces: 0,
  revised_traces: 0,
  unchanged_traces: 0,
  traces_with_verdict: 0,
  evicted_traces: 0,
  attribution_errors: 0,
  recovery_errors: 0,
  sink_errors: 0,
  failed_work: 0,
  sent_payloads: 0,
  sent_spans: 0,
});

/** The counter of what may become of a trace. */
export const COUNTER_OF: Readonly<Record<AttributedPayload['became'], keyof PipelineCounters>> = {
  attributed: 'attributed_traces',
  unchanged: 'unchanged_traces',
  brought_verdict: 'traces_with_verdict',
  failed: 'attribution_errors',
  evicted: 'evicted_traces',
};
