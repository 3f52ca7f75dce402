import type {
  Attributes,
  Context,
  HrTime,
  Link,
  SpanContext,
  SpanKind,
  SpanStatus,
} from '@opentelemetry/api';

/**
 * What we need of the OpenTelemetry SDK, structurally: versions 2.12 and 3.1 both fit, and neither is imported. Extending
 * or importing their classes would tie the processor to one of them.
 */
export interface ReadableSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly spanContext: () => SpanContext;
  readonly parentSpanContext?: SpanContext;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly links: Link[];
  readonly events: TimedEvent[];
  readonly duration: HrTime;
  readonly ended: boolean;
  readonly resource: Resource;
  readonly instrumentationScope: InstrumentationScope;
  readonly droppedAttributesCount: number;
  readonly droppedEventsCount: number;
  readonly droppedLinksCount: number;
}

export interface TimedEvent {
  time: HrTime;
  name: string;
  attributes?: Attributes;
  droppedAttributesCount?: number;
}

export interface Resource {
  readonly attributes: Attributes;
  /** Some attributes are still being found out; whoever exports waits for them. */
  readonly asyncAttributesPending?: boolean;
  waitForAsyncAttributes?(): Promise<void>;
}

export interface InstrumentationScope {
  readonly name: string;
  readonly version?: string;
  readonly schemaUrl?: string;
}

/** A span that has started, as its processors see it. */
export interface StartedSpan {
  spanContext(): SpanContext;
}

/** Its methods take less than those of an SDK are given, so processors of either SDK fit, and ours fits into either. */
export interface SpanProcessor {
  onStart(span: StartedSpan, parentContext: Context): void;
  onEnding?(span: StartedSpan): void;
  onEnd(span: ReadableSpan): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

export interface SpanExporter {
  export(spans: ReadableSpan[], resultCallback: (result: ExportResult) => void): void;
  forceFlush?(): Promise<void>;
  shutdown(): Promise<void>;
}

export interface ExportResult {
  /** 0: success, 1: failed. */
  readonly code: number;
  readonly error?: Error;
}

export const EXPORT_SUCCESS = 0;
export const EXPORT_FAILED = 1;
