import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Attributes, HrTime, Link } from '@opentelemetry/api';
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
import type { ReadableSpan, Resource, TimedEvent } from './sdk-types.js';

/**
 * An ended span of the SDK as the engine sees it. Attributes are copied, since other processors change them on the span
 * itself after its end. The view does not need the span, so that it can outlive it.
 */
export class ReadableSpanView implements SpanView {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: ViewKind;
  readonly startMicros: number;
  readonly endMicros: number;
  readonly statusCode: StatusCode;
  readonly statusMessage: string | undefined;
  readonly scopeName: string;
  readonly droppedAttributesCount: number;
  /** Characters of all attributes that are text. */
  readonly textLength: number;
  readonly keys: AttributeKeys;
  /** Of the attributes when the span ended, in the order of their keys: a list is read and copied faster than an object. */
  readonly #values: readonly Attributes[string][];
  readonly #events: TimedEvent[];
  readonly #links: Link[];
  readonly #resource: Resource;

  constructor(span: ReadableSpan) {
    const { traceId, spanId } = span.spanContext();
    this.traceId = traceId;
    this.spanId = spanId;
    this.parentSpanId = span.parentSpanContext?.spanId;
    this.name = span.name;
    this.kind = KINDS[span.kind] ?? 'unspecified';
    this.startMicros = toMicros(span.startTime);
    this.endMicros = toMicros(span.endTime);
    this.statusCode = STATUS_CODES[span.status.code] ?? 'unset';
    this.statusMessage = span.status.message;
    this.scopeName = span.instrumentationScope.name;
    this.droppedAttributesCount = span.droppedAttributesCount;
    const values = Object.values(span.attributes);
    let textLength = 0;
    for (const value of values) if (typeof value === 'string') textLength += value.length;
    this.textLength = textLength;
    this.keys = attributeKeysIn(span.attributes);
    this.#values = values;
    this.#events = span.events;
    this.#links = span.links;
    this.#resource = span.resource;
  }

  get events(): readonly SpanEventView[] {
    return this.#events.length === 0
      ? NONE
      : this.#events.map(({ name, time, attributes }) => ({
          name,
          timeMicros: toMicros(time),
          attributes: toMap(attributes),
        }));
  }

  get links(): readonly SpanLinkView[] {
    return this.#links.length === 0
      ? NONE
      : this.#links.map(({ context, attributes }) => ({
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
    return toValue(this.#resource.attributes[key]);
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
