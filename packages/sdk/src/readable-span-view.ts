import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Attributes, HrTime } from '@opentelemetry/api';
import { attributeKeysIn } from '@agent-attribution/core';
import type {
  AttributeKeys,
  AttributeMap,
  AttributeValue,
  SpanKind as ViewKind,
  SpanEventView,
  SpanLinkView,
  SpanView,
  StatusCode,
} from '@agent-attribution/core';
import type { ReadableSpan } from './sdk-types.js';

/** What an ended span weighs besides its texts, its view included, measured on the SDK's own span objects. */
const BASE_BYTES = 1_500;
const BYTES_PER_CHARACTER = 2;

/**
 * An ended span of the SDK as the engine sees it. Attributes are copied, since other processors change them on the span
 * itself after its end; the rest is read from the span when it is asked for.
 */
export class ReadableSpanView implements SpanView {
  readonly span: ReadableSpan;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly startMicros: number;
  readonly endMicros: number;
  readonly keys: AttributeKeys;
  /** Estimate of the memory that holding the span takes. */
  readonly bytes: number;
  /** Of the attributes when the span ended, in the order of their keys: a list is read and copied faster than an object. */
  readonly #values: readonly Attributes[string][];

  constructor(span: ReadableSpan) {
    const { traceId, spanId } = span.spanContext();
    this.span = span;
    this.traceId = traceId;
    this.spanId = spanId;
    this.parentSpanId = span.parentSpanContext?.spanId;
    this.startMicros = toMicros(span.startTime);
    this.endMicros = toMicros(span.endTime);
    this.keys = attributeKeysIn(span.attributes);
    const values = Object.values(span.attributes);
    let textLength = 0;
    for (const value of values) if (typeof value === 'string') textLength += value.length;
    this.bytes = BASE_BYTES + BYTES_PER_CHARACTER * textLength;
    this.#values = values;
  }

  get name(): string {
    return this.span.name;
  }

  get kind(): ViewKind {
    return KINDS[this.span.kind] ?? 'unspecified';
  }

  get statusCode(): StatusCode {
    return STATUS_CODES[this.span.status.code] ?? 'unset';
  }

  get statusMessage(): string | undefined {
    return this.span.status.message;
  }

  get scopeName(): string {
    return this.span.instrumentationScope.name;
  }

  get droppedAttributesCount(): number {
    return this.span.droppedAttributesCount;
  }

  get events(): readonly SpanEventView[] {
    const { events } = this.span;
    return events.length === 0
      ? NONE
      : events.map(({ name, time, attributes }) => ({
          name,
          timeMicros: toMicros(time),
          attributes: toMap(attributes),
        }));
  }

  get links(): readonly SpanLinkView[] {
    const { links } = this.span;
    return links.length === 0
      ? NONE
      : links.map(({ context, attributes }) => ({
          traceId: context.traceId,
          spanId: context.spanId,
          attributes: toMap(attributes),
        }));
  }

  attribute(key: string): AttributeValue | undefined {
    const place = this.keys.placeOf(key);
    return place === -1 ? undefined : toValue(this.#values[place]);
  }

  attributeKeys(): Iterable<string> {
    return this.keys;
  }

  /**
   * A new object with the attributes as they were when the span ended. It is filled key by key, the way the SDK made the
   * first, so that both have one shape: what a spread makes costs exporters several times as much.
   */
  copyAttributes(): Attributes {
    const attributes: Attributes = {};
    const { keys } = this;
    for (let place = 0; place < keys.count; place++) attributes[keys.keyAt(place)] = this.#values[place];
    return attributes;
  }

  resourceAttribute(key: string): AttributeValue | undefined {
    return toValue(this.span.resource.attributes[key]);
  }
}

const NONE: readonly never[] = [];

const KINDS: Readonly<Record<number, ViewKind>> = {
  [SpanKind.INTERNAL]: 'internal',
  [SpanKind.SERVER]: 'server',
  [SpanKind.CLIENT]: 'client',
  [SpanKind.PRODUCER]: 'producer',
  [SpanKind.CONSUMER]: 'consumer',
};

const STATUS_CODES: Readonly<Record<number, StatusCode>> = {
  [SpanStatusCode.UNSET]: 'unset',
  [SpanStatusCode.OK]: 'ok',
  [SpanStatusCode.ERROR]: 'error',
};

const toMicros = ([seconds, nanos]: HrTime): number => seconds * 1_000_000 + Math.floor(nanos / 1_000);

const toMap = (attributes: Attributes | undefined): AttributeMap => {
  const map: Record<string, AttributeValue> = {};
  for (const [key, value] of Object.entries(attributes ?? {})) {
    const plain = toValue(value);
    if (plain !== undefined) map[key] = plain;
  }
  return map;
};

/** SDK 3 allows maps, bytes and null as values; bytes become base64 as everywhere in the engine. */
const toValue = (value: unknown): AttributeValue | undefined => {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : toStructure(value);
    default:
      return undefined;
  }
};

const isText = (item: unknown): item is string => typeof item === 'string';

const toStructure = (value: object): AttributeValue => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.every(isText) ? value : value.map((item) => toValue(item) ?? null);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toValue(item) ?? null]));
};
