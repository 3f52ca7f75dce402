import type { Completion } from '@agent-attribution/semantic-conventions';

/** Limits and waits of the assembly. Every buffer has a limit by count, one by bytes, and an expiry. */
export interface TraceAssemblerOptions {
  /** Silence after which a complete trace is released, ms. In process 0; across processes more than the 5 s SDKs batch. */
  readonly quietPeriodMs: number;
  /** Silence after which a trace that still misses something is released, ms. */
  readonly idleTimeoutMs: number;
  /** Age at which a trace is released whatever it misses, ms. */
  readonly maxAgeMs: number;
  /** Open traces held at most; the oldest is released when one more comes. */
  readonly maxTraces: number;
  /** Bytes held at most, by the host's own count per span; the oldest traces are released when it is more. */
  readonly maxBytes: number;
  /** Spans of one trace held at most; with that many it is released, and what follows is late. */
  readonly maxSpansPerTrace: number;
  /** How long a released trace is remembered, so that late spans make a new revision, ms. */
  readonly lateWindowMs: number;
  /** Released traces remembered at most. */
  readonly maxReleasedTraces: number;
  /**
   * Whether it is remembered which spans came. A host that knows that each comes once, and when none is open, can do
   * without: then no span is a `duplicate`, and no parent is waited for.
   */
  readonly remembersSpans: boolean;
}

export const ASSEMBLY_DEFAULTS: TraceAssemblerOptions = {
  quietPeriodMs: 10_000,
  idleTimeoutMs: 600_000,
  maxAgeMs: 21_600_000,
  maxTraces: 100_000,
  maxBytes: 512 * 1024 * 1024,
  maxSpansPerTrace: 100_000,
  lateWindowMs: 600_000,
  maxReleasedTraces: 1_000,
  remembersSpans: true,
};

export interface SpanArrival<T> {
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined for a root, and for a span whose parent lives in another process when only this one is observed. */
  readonly parentSpanId: string | undefined;
  /** Size of the span by the host's own count, for the byte limit. */
  readonly bytes: number;
  readonly item: T;
  /** The span was announced by `spanStarted`, so it is one open span less. */
  readonly wasStarted?: boolean;
}

export interface AssembledTrace<T, R> {
  readonly traceId: string;
  /** In order of arrival. For a revision: the late spans only. */
  readonly items: readonly T[];
  /** Of these items, by the host's own count. */
  readonly bytes: number;
  readonly completion: Completion;
  readonly revision: number;
  /** What `onRelease` returned for the revision before; undefined when it is the first or was forgotten. */
  readonly previous: R | undefined;
  /** Parents that spans refer to and that never came. */
  readonly missingParents: number;
}

export interface AssemblyCounters {
  readonly releasedTraces: number;
  readonly lateSpans: number;
  readonly duplicateSpans: number;
  readonly released: Record<Completion, number>;
}
