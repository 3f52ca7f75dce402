import type {
  AttributeValue,
  SpanEventView,
  SpanKind,
  SpanLinkView,
  SpanView,
  StatusCode,
} from '../span-view.js';
import type { AttributeKeys } from './attribute-keys.js';
import { attributeKeysOf } from './attribute-keys-of.js';

/** A span with its keys as one object, so that what is not there need not be asked for. */
export interface KeyedSpan extends SpanView {
  readonly keys: AttributeKeys;
}

/** The span itself when it has its keys at hand, else a view before it that has. */
export function keyed(span: SpanView): KeyedSpan {
  return hasKeys(span) ? span : new SpanWithKeys(span);
}

function hasKeys(span: SpanView): span is KeyedSpan {
  return span.keys !== undefined;
}

class SpanWithKeys implements KeyedSpan {
  readonly keys: AttributeKeys;
  readonly #span: SpanView;

  constructor(span: SpanView) {
    const keys = span.attributeKeys();
    this.keys = attributeKeysOf(Array.isArray(keys) ? keys : [...keys]);
    this.#span = span;
  }

  get traceId(): string {
    return this.#span.traceId;
  }

  get spanId(): string {
    return this.#span.spanId;
  }

  get parentSpanId(): string | undefined {
    return this.#span.parentSpanId;
  }

  get name(): string {
    return this.#span.name;
  }

  get kind(): SpanKind {
    return this.#span.kind;
  }

  get startMicros(): number {
    return this.#span.startMicros;
  }

  get endMicros(): number {
    return this.#span.endMicros;
  }

  get statusCode(): StatusCode {
    return this.#span.statusCode;
  }

  get statusMessage(): string | undefined {
    return this.#span.statusMessage;
  }

  get scopeName(): string {
    return this.#span.scopeName;
  }

  get events(): readonly SpanEventView[] {
    return this.#span.events;
  }

  get links(): readonly SpanLinkView[] {
    return this.#span.links;
  }

  get droppedAttributesCount(): number {
    return this.#span.droppedAttributesCount;
  }

  attribute(key: string): AttributeValue | undefined {
    return this.keys.has(key) ? this.#span.attribute(key) : undefined;
  }

  attributeKeys(): AttributeKeys {
    return this.keys;
  }

  resourceAttribute(key: string): AttributeValue | undefined {
    return this.#span.resourceAttribute(key);
  }
}
