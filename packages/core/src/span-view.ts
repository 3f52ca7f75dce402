import type { AttributeKeys } from './keys/attribute-keys.js';

/**
 * What the engine needs to see of a span. Hosts adapt what they have (an SDK's ReadableSpan, OTLP bytes, a Jaeger
 * document) to this read-only view; the engine never asks for more and never writes.
 *
 * Attributes are read by key so that a host may decode them only when asked for. A view never throws: what cannot be
 * decoded is `undefined`.
 */
export interface SpanView {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  /** 16 lower-case hex digits; undefined for a root (absent, empty or all-zero on the wire). */
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  /** Microseconds since the epoch, an integer (nanoseconds are rounded down). 0 when unknown. */
  readonly startMicros: number;
  /** Microseconds since the epoch, an integer. 0 when unknown. */
  readonly endMicros: number;
  readonly statusCode: StatusCode;
  readonly statusMessage: string | undefined;
  /** Name of the instrumentation scope; empty when unknown. */
  readonly scopeName: string;
  readonly events: readonly SpanEventView[];
  readonly links: readonly SpanLinkView[];
  /** How many attributes the sender says it dropped; content that is missing then is unknown, not empty. */
  readonly droppedAttributesCount: number;
  /** The value of a span attribute, or undefined. */
  attribute(key: string): AttributeValue | undefined;
  /** The keys of all attributes that the span has, in the same order each time. */
  attributeKeys(): Iterable<string>;
  /**
   * The same as one object that spans with the same keys share, where a host finds it faster than by listing them:
   * see `attributeKeysOf`.
   */
  readonly keys?: AttributeKeys | undefined;
  /** The value of an attribute of the span's resource, or undefined. */
  resourceAttribute(key: string): AttributeValue | undefined;
}

export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export type StatusCode = 'unset' | 'ok' | 'error';

/** An attribute value as plain data. 64-bit integers are numbers; bytes are base64 strings. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | readonly AttributeValue[]
  | { readonly [key: string]: AttributeValue };

export type AttributeMap = Readonly<Record<string, AttributeValue>>;

export interface SpanEventView {
  readonly name: string;
  readonly timeMicros: number;
  readonly attributes: AttributeMap;
}

export interface SpanLinkView {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: AttributeMap;
}
