import type { CircuitState } from './retry/delivery-gate.js';

/** Why spans were given up. */
export type DropReason =
  /** The destination answered with an error that would come again. */
  | 'refused'
  /** Older than `retry.maxElapsedMs`. */
  | 'expired'
  /** Deleted to make room in a full queue. */
  | 'queue_full';

/** What an exporter has done; all but the sizes and the state only grows. */
export interface OtlpExporterCounters {
  /** Delivered, those that the destination rejected among them left out. Of logs and metrics, records are counted. */
  readonly sentSpans: number;
  readonly sentRequests: number;
  /** Requests that failed, for whatever reason. */
  readonly failedRequests: number;
  /** Requests that were made after a failure, until one succeeded. */
  readonly retries: number;
  /** Delivered but not taken: partial success. */
  readonly rejectedSpans: number;
  readonly droppedSpans: Readonly<Record<DropReason, number>>;
  /** Times that the queue could not be written. */
  readonly queueErrors: number;
  readonly queueBatches: number;
  readonly queueSpans: number;
  readonly queueBytes: number;
  /** Bytes that were accepted and are not yet delivered, nor safe in the queue. */
  readonly memoryBytes: number;
  readonly circuit: CircuitState;
}
