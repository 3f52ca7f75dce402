import type {
  AttributeValue,
  SpanEventView,
  SpanKind,
  SpanLinkView,
  SpanView,
  StatusCode,
} from '@agent-attribution/core';
import { SPAN_KINDS, STATUS_CODES } from '../messages/enums.js';
import { WireReader } from '../wire/wire-reader.js';
import { decodeText } from './any-value.js';
import { AttributeIndex } from './attribute-index.js';
import { readEvent, readLink } from './events-and-links.js';
import type { ScannedSpan } from './scan-span.js';

/** What the spans of one resource share; filled while the request is scanned, as it may stand behind its spans. */
export interface ScannedResource {
  readonly attributes: AttributeIndex;
}

/** What the spans of one scope share; filled while the request is scanned, as it may stand behind its spans. */
export interface ScannedScope {
  name: string;
}

/**
 * A span over the bytes of its request, which stay in memory as long as one of its spans does. Ids, times and kind are
 * there from the start; the rest is decoded when asked for. The bytes have been checked, so nothing here throws.
 */
export class OtlpSpanView implements SpanView {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly #bytes: Buffer;
  readonly #span: ScannedSpan;
  readonly #resource: ScannedResource;
  readonly #scope: ScannedScope;
  readonly #attributes: AttributeIndex;
  #name: string | undefined;
  #events: readonly SpanEventView[] | undefined;
  #links: readonly SpanLinkView[] | undefined;
  #status: { code: StatusCode; message: string | undefined } | undefined;

  constructor(
    bytes: Buffer,
    ids: { readonly traceId: string; readonly spanId: string; readonly parentSpanId: string },
    span: ScannedSpan,
    resource: ScannedResource,
    scope: ScannedScope,
  ) {
    this.traceId = ids.traceId;
    this.spanId = ids.spanId;
    this.parentSpanId = ids.parentSpanId || undefined;
    this.#bytes = bytes;
    this.#span = span;
    this.#resource = resource;
    this.#scope = scope;
    this.#attributes = new AttributeIndex(bytes, span.attributes);
  }

  get name(): string {
    this.#name ??= this.#bytes.toString('utf8', this.#span.nameStart, this.#span.nameEnd);
    return this.#name;
  }

  get kind(): SpanKind {
    return SPAN_KINDS[this.#span.kind] ?? 'unspecified';
  }

  get startMicros(): number {
    return this.#span.startMicros;
  }

  get endMicros(): number {
    return this.#span.endMicros;
  }

  get statusCode(): StatusCode {
    return this.#readStatus().code;
  }

  get statusMessage(): string | undefined {
    return this.#readStatus().message;
  }

  get scopeName(): string {
    return this.#scope.name;
  }

  get events(): readonly SpanEventView[] {
    this.#events ??= eachRange(this.#span.events, (start, end) => readEvent(this.#bytes, start, end));
    return this.#events;
  }

  get links(): readonly SpanLinkView[] {
    this.#links ??= eachRange(this.#span.links, (start, end) => readLink(this.#bytes, start, end)).filter(
      (link) => link !== undefined,
    );
    return this.#links;
  }

  get droppedAttributesCount(): number {
    return this.#span.droppedAttributesCount;
  }

  attribute(key: string): AttributeValue | undefined {
    return this.#attributes.get(key);
  }

  attributeKeys(): Iterable<string> {
    return this.#attributes.keys();
  }

  resourceAttribute(key: string): AttributeValue | undefined {
    return this.#resource.attributes.get(key);
  }

  #readStatus(): { code: StatusCode; message: string | undefined } {
    this.#status ??= readStatus(this.#bytes, this.#span.statuses);
    return this.#status;
  }
}

/** Statuses in several parts are merged: of each field the last value counts. */
function readStatus(
  bytes: Buffer,
  ranges: readonly number[],
): { code: StatusCode; message: string | undefined } {
  let code = 0;
  let message = '';
  eachRange(ranges, (start, end) => {
    const reader = new WireReader(bytes, start, end);
    while (reader.next()) {
      if (reader.fieldNumber === 2) message = decodeText(reader, 'utf8');
      else if (reader.fieldNumber === 3) {
        reader.readVarint();
        code = reader.low;
      } else reader.skip();
    }
  });
  return { code: STATUS_CODES[code] ?? 'unset', message: message || undefined };
}

function eachRange<T>(ranges: readonly number[], read: (start: number, end: number) => T): T[] {
  const results: T[] = [];
  for (let at = 0; at < ranges.length; at += 2) results.push(read(ranges[at] ?? 0, ranges[at + 1] ?? 0));
  return results;
}
