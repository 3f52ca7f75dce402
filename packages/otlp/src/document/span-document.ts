import type {
  AttributeMap,
  SpanEventView,
  SpanKind,
  SpanLinkView,
  StatusCode,
} from '@agent-attribution/core';

/**
 * A span as plain data, to be written. What is absent is left out of what is written; an integral number is written as an
 * integer unless its attribute is a double by convention.
 */
export interface SpanDocument {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  readonly name: string;
  readonly kind?: SpanKind | undefined;
  /** Microseconds since the epoch, an integer. */
  readonly startMicros: number;
  /** Microseconds since the epoch, an integer. */
  readonly endMicros: number;
  readonly statusCode?: StatusCode | undefined;
  readonly statusMessage?: string | undefined;
  readonly attributes?: AttributeMap | undefined;
  readonly droppedAttributesCount?: number | undefined;
  readonly events?: readonly SpanEventView[] | undefined;
  readonly links?: readonly SpanLinkView[] | undefined;
  readonly scopeName?: string | undefined;
  readonly scopeVersion?: string | undefined;
  /** Attributes of the resource. Spans that share the object are grouped without comparing it. */
  readonly resource?: AttributeMap | undefined;
}
