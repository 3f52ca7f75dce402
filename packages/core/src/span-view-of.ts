import type { AttributeKeys } from './keys/attribute-keys.js';
import type {
  AttributeValue,
  SpanEventView,
  SpanKind,
  SpanLinkView,
  SpanView,
  StatusCode,
} from './span-view.js';

/** A span as it is, for whoever shows a part of it otherwise: extend it, and override that part. */
export class SpanViewOf implements SpanView {
  protected readonly span: SpanView;

  constructor(span: SpanView) {
    this.span = span;
  }

  get traceId(): string {
    return this.span.traceId;
  }

  get spanId(): string {
    return this.span.spanId;
  }

  get parentSpanId(): string | undefined {
    return this.span.parentSpanId;
  }

  get name(): string {
    return this.span.name;
  }

  get kind(): SpanKind {
    return this.span.kind;
  }

  get startMicros(): number {
    return this.span.startMicros;
  }

  get endMicros(): number {
    return this.span.endMicros;
  }

  get statusCode(): StatusCode {
    return this.span.statusCode;
  }

  get statusMessage(): string | undefined {
    return this.span.statusMessage;
  }

  get scopeName(): string {
    return this.span.scopeName;
  }

  get events(): readonly SpanEventView[] {
    return this.span.events;
  }

  get links(): readonly SpanLinkView[] {
    return this.span.links;
  }

  get droppedAttributesCount(): number {
    return this.span.droppedAttributesCount;
  }

  get keys(): AttributeKeys | undefined {
    return this.span.keys;
  }

  attribute(key: string): AttributeValue | undefined {
    return this.span.attribute(key);
  }

  attributeKeys(): Iterable<string> {
    return this.span.attributeKeys();
  }

  resourceAttribute(key: string): AttributeValue | undefined {
    return this.span.resourceAttribute(key);
  }
}
