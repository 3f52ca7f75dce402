import type { ContentPolicyName, TraceAssemblerOptions } from '@agent-attribution/core';
import type { InFlightStore } from '../store/in-flight-store.js';
import type { Attribute } from './attribute-payload.js';
import type { OtlpSink } from './otlp-sink.js';

export interface CollectorPipelineOptions {
  /** The pipeline does not close it: `shutdown` first, then the store. */
  readonly store: InFlightStore;
  /** Each gets everything. A record is released when all of them have taken over all of its traces. */
  readonly sinks: readonly OtlpSink[];
  readonly assembly?: Partial<TraceAssemblerOptions> | undefined;
  /**
   * Memory for what is in flight: bodies get what the index of open traces leaves of it, and an eighth in any case. Bodies
   * above that are read back from the store. Default 240 MiB.
   */
  readonly maxMemoryBytes?: number | undefined;
  /** Spans of traces that were sent, kept for revisions. Default 64 MiB. */
  readonly maxSentBytes?: number | undefined;
  /** Bytes handed to the sinks and not taken over yet; one payload always may. Default 32 MiB. */
  readonly maxSendingBytes?: number | undefined;
  /** Spans that are due and not handed over yet, above which whoever brings more waits. Default 20,000. */
  readonly maxBacklogSpans?: number | undefined;
  /** Told of what goes wrong at run time. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** How often due traces are looked for, ms. Default 25: those of one look are worked off together, and requests wait for it. */
  readonly tickMs?: number | undefined;
  /** Default `attributeAndPlace`. */
  readonly attribute?: Attribute | undefined;
  /** What the sinks get of content, which is used for attribution in any case. Default `keep`. */
  readonly contentPolicy?: ContentPolicyName | undefined;
}
