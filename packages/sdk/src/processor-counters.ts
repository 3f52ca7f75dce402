import type { Completion } from '@agent-attribution/semantic-conventions';

/** What became of the spans and traces so far. */
export interface ProcessorCounters {
  readonly spans: number;
  readonly lateSpans: number;
  readonly openTraces: number;
  readonly heldBytes: number;
  /** First verdicts and revisions. */
  readonly attributedTraces: number;
  /** Releases by reason; revisions included. */
  readonly released: Readonly<Record<Completion, number>>;
  readonly dropped: {
    /** Heard of twice in a row: the same processor has been registered twice. */
    readonly duplicate: number;
    /** Ended after the shutdown. */
    readonly afterShutdown: number;
    /** Revisions that were not made, since the trace was no longer remembered. */
    readonly forgottenRevision: number;
    /** Spans that the exporter after this processor did not keep up with. */
    readonly exporterBusy: number;
  };
  /** Times that the engine, or what comes after this processor, threw. */
  readonly failures: number;
}
