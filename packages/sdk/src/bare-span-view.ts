import { isContentKey, isEventContentKey } from '@agent-attribution/core';
import type {
  AttributeMap,
  AttributeValue,
  SpanEventView,
  SpanLinkView,
  SpanView,
} from '@agent-attribution/core';

/** A span as it looks to whoever gets it without content. What is attributed from such spans cannot quote content. */
export class BareSpanView implements SpanView {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanView['kind'];
  readonly startMicros: number;
  readonly endMicros: number;
  readonly statusCode: SpanView['statusCode'];
  readonly statusMessage: string | undefined;
  readonly scopeName: string;
  readonly droppedAttributesCount: number;
  readonly #span: SpanView;

  constructor(span: SpanView) {
    this.traceId = span.traceId;
    this.spanId = span.spanId;
    this.parentSpanId = span.parentSpanId;
    this.name = span.name;
    this.kind = span.kind;
    this.startMicros = span.startMicros;
    this.endMicros = span.endMicros;
    this.statusCode = span.statusCode;
    this.statusMessage = span.statusMessage;
    this.scopeName = span.scopeName;
    this.droppedAttributesCount = span.droppedAttributesCount;
    this.#span = span;
  }

  get events(): readonly SpanEventView[] {
    return this.#span.events.map(({ name, timeMicros, attributes }) => ({
      name,
      timeMicros,
      attributes: withoutKeys(attributes, (key) => isEventContentKey(name, key)),
    }));
  }

  get links(): readonly SpanLinkView[] {
    return this.#span.links;
  }

  attribute(key: string): AttributeValue | undefined {
    return isContentKey(key) ? undefined : this.#span.attribute(key);
  }

  attributeKeys(): Iterable<string> {
    return [...this.#span.attributeKeys()].filter((key) => !isContentKey(key));
  }

  resourceAttribute(key: string): AttributeValue | undefined {
    return this.#span.resourceAttribute(key);
  }
}

const withoutKeys = (attributes: AttributeMap, isLeftOut: (key: string) => boolean): AttributeMap =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => !isLeftOut(key)));
