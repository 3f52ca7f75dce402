import type {
  AttributeKeys,
  AttributeValue,
  SpanEventView,
  SpanKind,
  SpanLinkView,
  SpanView,
  StatusCode,
} from '@agent-attribution/core';
import { SPAN_KINDS } from '../messages/enums.js';
import { nanosToMicros, uint32At } from '../wire/int64.js';
import type { AttributeTable } from './attribute-table.js';
import { readEvent, readLink } from './events-and-links.js';
import type { IdReader } from './id-reader.js';
import { decodeKnownText } from './known-texts.js';
import { readStatus, type SpanStatus, UNSET } from './read-status.js';
import type { SeenResource, SeenScope } from './seen-resource.js';
import { SPAN_FIELD } from './span-fields.js';
import type { SpanScanner } from './span-scanner.js';

/** What the spans of one request share. */
export interface SeenRequest {
  readonly bytes: Buffer;
  readonly ids: IdReader;
  /** There when the request has been gone through. */
  attributes: AttributeTable;
}

/**
 * A span over the bytes of its request, which stay in memory as long as one of its spans does. Ids, times and kind are
 * there from the start; the rest is decoded when asked for. The bytes have been checked, so nothing here throws.
 */
export class OtlpSpanView implements SpanView {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly startMicros: number;
  readonly endMicros: number;
  readonly droppedAttributesCount: number;
  readonly #request: SeenRequest;
  readonly #kind: number;
  readonly #nameStart: number;
  readonly #nameEnd: number;
  /** Field number, start and end of each event, link and status. */
  readonly #parts: readonly number[];
  readonly #resource: SeenResource;
  readonly #scope: SeenScope;
  readonly #firstAttribute: number;
  readonly #attributeCount: number;
  #keys: AttributeKeys | undefined;
  #name: string | undefined;
  #events: readonly SpanEventView[] | undefined;
  #links: readonly SpanLinkView[] | undefined;
  #status: SpanStatus | undefined;

  /** @param scanned what has been found of the span; the object is free for the next one afterwards */
  constructor(request: SeenRequest, scanned: SpanScanner, resource: SeenResource, scope: SeenScope) {
    const { bytes, ids } = request;
    this.traceId = ids.traceId(scanned.traceIdAt);
    this.spanId = ids.spanId(scanned.spanIdAt);
    this.parentSpanId = ids.parentSpanId(scanned.parentSpanIdAt) || undefined;
    this.startMicros = microsAt(bytes, scanned.startTimeAt);
    this.endMicros = microsAt(bytes, scanned.endTimeAt);
    this.droppedAttributesCount = scanned.droppedAttributesCount;
    this.#request = request;
    this.#kind = scanned.kind;
    this.#nameStart = scanned.nameStart;
    this.#nameEnd = scanned.nameEnd;
    this.#parts =
      scanned.parts.length === scanned.partsFrom ? NO_PARTS : scanned.parts.copyFrom(scanned.partsFrom);
    this.#resource = resource;
    this.#scope = scope;
    this.#firstAttribute = scanned.attributesFrom / 2;
    this.#attributeCount = (scanned.attributes.length - scanned.attributesFrom) / 2;
  }

  get name(): string {
    this.#name ??= decodeKnownText(this.#request.bytes, this.#nameStart, this.#nameEnd);
    return this.#name;
  }

  get kind(): SpanKind {
    return SPAN_KINDS[this.#kind] ?? 'unspecified';
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
    if (this.#parts === NO_PARTS) return NONE;
    this.#events ??= this.#eachPart(SPAN_FIELD.events, (start, end) =>
      readEvent(this.#request.bytes, start, end),
    );
    return this.#events;
  }

  get links(): readonly SpanLinkView[] {
    if (this.#parts === NO_PARTS) return NONE;
    this.#links ??= this.#eachPart(SPAN_FIELD.links, (start, end) =>
      readLink(this.#request.bytes, start, end),
    ).filter((link) => link !== undefined);
    return this.#links;
  }

  get keys(): AttributeKeys {
    this.#keys ??= this.#request.attributes.keys(this.#firstAttribute, this.#attributeCount);
    return this.#keys;
  }

  attribute(key: string): AttributeValue | undefined {
    const place = this.keys.placeOf(key);
    return place < 0 ? undefined : this.#request.attributes.value(this.#firstAttribute + place);
  }

  attributeKeys(): AttributeKeys {
    return this.keys;
  }

  resourceAttribute(key: string): AttributeValue | undefined {
    return this.#resource.attribute(key);
  }

  #readStatus(): SpanStatus {
    if (this.#parts === NO_PARTS) return UNSET;
    if (this.#status === undefined) {
      const ranges = this.#eachPart(SPAN_FIELD.status, (start, end): [number, number] => [start, end]);
      this.#status = readStatus(this.#request.bytes, ranges);
    }
    return this.#status;
  }

  #eachPart<T>(fieldNumber: number, read: (start: number, end: number) => T): readonly T[] {
    let results: T[] | undefined;
    for (let at = 0; at < this.#parts.length; at += 3) {
      if (this.#parts[at] !== fieldNumber) continue;
      const result = read(this.#parts[at + 1] ?? 0, this.#parts[at + 2] ?? 0);
      // Most have one of a kind, and a list that is begun empty takes room for many.
      if (results === undefined) results = [result];
      else results.push(result);
    }
    return results ?? NONE;
  }
}

/** What most spans have of events, links and statuses. */
const NO_PARTS: readonly number[] = [];
const NONE: readonly never[] = [];

/** 0 when there is no time. */
function microsAt(bytes: Uint8Array, at: number): number {
  return at < 0 ? 0 : nanosToMicros(uint32At(bytes, at), uint32At(bytes, at + 4));
}
