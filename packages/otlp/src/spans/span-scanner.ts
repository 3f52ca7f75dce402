import { checkNested, knownField } from '../messages/check-message.js';
import { MESSAGE_TYPES } from '../messages/message-types.js';
import { isPlainAttribute } from '../messages/plain-attribute.js';
import { OffsetList } from '../wire/offset-list.js';
import { shortLength } from '../wire/short-length.js';
import { WIRE_FIXED64, WIRE_LENGTH, WIRE_VARINT, type WireReader } from '../wire/wire-reader.js';
import { hasWellFormedIds } from './events-and-links.js';
import { NO_ID_AT, placeOfId, SPAN_ID_BYTES, TRACE_ID_BYTES, WRONG_ID_AT } from './span-ids.js';

const SPAN = MESSAGE_TYPES.Span;
/** Messages that enclose a span's fields: the request, its resource, its scope, the span. */
const SPAN_DEPTH = 3;

/** Field numbers of a span; `message-fields.ts` has their types. */
export const SPAN_FIELD = {
  traceId: 1,
  spanId: 2,
  traceState: 3,
  parentSpanId: 4,
  name: 5,
  kind: 6,
  start: 7,
  end: 8,
  attributes: 9,
  droppedAttributesCount: 10,
  events: 11,
  links: 13,
  status: 15,
} as const;

const ATTRIBUTE_TAG = 0x4a;
const KIND_TAG = 0x30;
const START_TAG = 0x39;
const END_TAG = 0x41;
/** Of the flags, the only known field whose tag takes two bytes. */
const FLAGS_TAG = [0x85, 0x01] as const;

/** Of the scanner at work: a request is gone through without a pause. */
const attributes = new OffsetList();
const parts = new OffsetList();

/**
 * Goes through the fields of one span after the other, checks them to the bottom and notes where the parts are: offsets
 * only, so that a span which is just passed on makes no object. The fields may come in any order: the Collector writes
 * them from the last to the first.
 */
export class SpanScanner {
  /** Offsets of the ids, or `NO_ID_AT`, or `WRONG_ID_AT`. */
  traceIdAt: number = NO_ID_AT;
  spanIdAt: number = NO_ID_AT;
  parentSpanIdAt: number = NO_ID_AT;
  nameStart = 0;
  nameEnd = 0;
  kind = 0;
  /** Offsets of the times; negative when there is none. */
  startTimeAt = -1;
  endTimeAt = -1;
  droppedAttributesCount = 0;
  /** Start and end of each attribute of all spans so far. */
  readonly attributes: OffsetList = attributes;
  /** Field number, start and end of each event, link and status of all spans so far. */
  readonly parts: OffsetList = parts;
  /** Where those of this span begin. */
  attributesFrom = 0;
  partsFrom = 0;
  #hasGoodLinks = true;
  readonly #isChecked: boolean;
  readonly #keepsParts: boolean;

  /**
   * @param options.isChecked what is in attributes, events, links and statuses is known to be good
   * @param options.keepsParts whether attributes, events, links and statuses are noted
   */
  constructor(options: { readonly isChecked: boolean; readonly keepsParts: boolean }) {
    this.#isChecked = options.isChecked;
    this.#keepsParts = options.keepsParts;
    attributes.clear();
    parts.clear();
  }

  /** Ids of a wrong length, also those of links, make the Collector refuse a whole request. */
  get hasGoodIds(): boolean {
    const { traceIdAt, spanIdAt, parentSpanIdAt } = this;
    return traceIdAt >= 0 && spanIdAt >= 0 && parentSpanIdAt !== WRONG_ID_AT && this.#hasGoodLinks;
  }

  /**
   * Scans the span that the reader is in, up to its end.
   *
   * @throws MalformedOtlpError
   */
  scan(reader: WireReader): void {
    this.#begin(reader.position);
    const { bytes, end } = reader;
    let at = reader.position;
    while (at < end) {
      const next = this.#takeUsual(bytes, at, end);
      if (next > 0) at = next;
      else {
        reader.position = at;
        reader.next();
        this.#takeAny(reader);
        at = reader.position;
      }
    }
    reader.position = end;
  }

  #begin(start: number): void {
    this.traceIdAt = NO_ID_AT;
    this.spanIdAt = NO_ID_AT;
    this.parentSpanIdAt = NO_ID_AT;
    this.nameStart = start;
    this.nameEnd = start;
    this.kind = 0;
    this.startTimeAt = -1;
    this.endTimeAt = -1;
    this.droppedAttributesCount = 0;
    this.attributesFrom = this.attributes.length;
    this.partsFrom = this.parts.length;
    this.#hasGoodLinks = true;
  }

  /** The fast path: a field of the kind that nearly all are. Returns where it ends, or 0 when `#takeAny` has to look. */
  #takeUsual(bytes: Buffer, at: number, end: number): number {
    const tag = bytes[at] ?? 0;
    if ((tag & 0x87) === WIRE_LENGTH) {
      const length = shortLength(bytes, at + 1);
      const start = at + 1 + (length & 3);
      const next = start + (length >> 2);
      if (length === 0 || next > end) return 0;
      if (tag === ATTRIBUTE_TAG) {
        if (!this.#isChecked && !isPlainAttribute(bytes, start, next)) return 0;
        if (this.#keepsParts) this.#keepAttribute(start, next);
      } else {
        if (!this.#isGood(tag >> 3, start, next)) return 0;
        this.#takeLength(bytes, tag >> 3, start, next);
      }
      return next;
    }
    if (tag === START_TAG || tag === END_TAG) {
      if (at + 9 > end) return 0;
      if (tag === START_TAG) this.startTimeAt = at + 1;
      else this.endTimeAt = at + 1;
      return at + 9;
    }
    const second = bytes[at + 1] ?? 0;
    if (tag === KIND_TAG) {
      if (second > 0x7f || at + 2 > end) return 0;
      this.kind = second;
      return at + 2;
    }
    return tag === FLAGS_TAG[0] && second === FLAGS_TAG[1] && at + 6 <= end ? at + 6 : 0;
  }

  /** Whether a field with a length is well-formed, as far as that can be seen without the table of fields. */
  #isGood(fieldNumber: number, start: number, end: number): boolean {
    switch (fieldNumber) {
      case SPAN_FIELD.events:
      case SPAN_FIELD.links:
      case SPAN_FIELD.status:
        return this.#isChecked || start === end;
      case SPAN_FIELD.traceId:
      case SPAN_FIELD.spanId:
      case SPAN_FIELD.traceState:
      case SPAN_FIELD.parentSpanId:
      case SPAN_FIELD.name:
        return true;
      default:
        return false;
    }
  }

  /** The plain version: any field, by the table. */
  #takeAny(reader: WireReader): void {
    const field = knownField(reader, SPAN);
    if (field === undefined) reader.skip();
    else if (field.wireType === WIRE_LENGTH) {
      const tagEnd = reader.position;
      const end = reader.readLength();
      const start = reader.position;
      reader.position = end;
      if (field.message !== undefined && !this.#isChecked) {
        reader.position = tagEnd;
        checkNested(reader, field.message, SPAN_DEPTH + 1);
      }
      this.#takeLength(reader.bytes, field.number, start, end);
    } else if (field.wireType === WIRE_FIXED64) {
      reader.readFixed64();
      if (field.number === SPAN_FIELD.start) this.startTimeAt = reader.position - 8;
      else this.endTimeAt = reader.position - 8;
    } else if (field.wireType === WIRE_VARINT) {
      reader.readVarint();
      if (field.number === SPAN_FIELD.kind) this.kind = reader.low;
      else if (field.number === SPAN_FIELD.droppedAttributesCount) this.droppedAttributesCount = reader.low;
    } else reader.skip();
  }

  /** Notes a field with a length that has been checked. */
  #takeLength(bytes: Buffer, fieldNumber: number, start: number, end: number): void {
    switch (fieldNumber) {
      case SPAN_FIELD.attributes:
        if (this.#keepsParts) this.#keepAttribute(start, end);
        break;
      case SPAN_FIELD.traceId:
        this.traceIdAt = placeOfId(bytes, start, end, TRACE_ID_BYTES);
        break;
      case SPAN_FIELD.spanId:
        this.spanIdAt = placeOfId(bytes, start, end, SPAN_ID_BYTES);
        break;
      case SPAN_FIELD.parentSpanId:
        this.parentSpanIdAt = placeOfId(bytes, start, end, SPAN_ID_BYTES);
        break;
      case SPAN_FIELD.name:
        this.nameStart = start;
        this.nameEnd = end;
        break;
      case SPAN_FIELD.links:
        this.#hasGoodLinks &&= hasWellFormedIds(bytes, start, end);
        this.#keepPart(fieldNumber, start, end);
        break;
      case SPAN_FIELD.events:
      case SPAN_FIELD.status:
        this.#keepPart(fieldNumber, start, end);
        break;
      default:
    }
  }

  #keepAttribute(start: number, end: number): void {
    this.attributes.push(start);
    this.attributes.push(end);
  }

  /** An empty status, which many senders write, says nothing. */
  #keepPart(fieldNumber: number, start: number, end: number): void {
    if (!this.#keepsParts || (start === end && fieldNumber === SPAN_FIELD.status)) return;
    this.parts.push(fieldNumber);
    this.parts.push(start);
    this.parts.push(end);
  }
}
