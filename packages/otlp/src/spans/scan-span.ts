import { checkField, checkNested, knownField } from '../messages/check-message.js';
import { MESSAGE_TYPES, type MessageType } from '../messages/message-types.js';
import { nanosToMicros } from '../wire/int64.js';
import { WireReader } from '../wire/wire-reader.js';
import { NO_ID, type ReadId, readSpanId, readTraceId } from './span-ids.js';

/** What one pass over a span's own fields gives; ranges are start and end offsets, one after the other. */
export interface ScannedSpan {
  readonly start: number;
  readonly end: number;
  traceId: ReadId;
  spanId: ReadId;
  parentSpanId: ReadId;
  nameStart: number;
  nameEnd: number;
  kind: number;
  startMicros: number;
  endMicros: number;
  droppedAttributesCount: number;
  readonly attributes: number[];
  /** Where the tag of each attribute stands. */
  readonly attributeTags: number[];
  readonly events: number[];
  readonly links: number[];
  /** A status that is given twice is merged, so all of them are kept. */
  readonly statuses: number[];
}

const SPAN = MESSAGE_TYPES.Span;
/** Messages that enclose a span's fields: the request, its resource, its scope, the span. */
const SPAN_DEPTH = 3;

/**
 * Checks the span that lies from `start` to `end` to the bottom and notes where its parts are. The fields may come in any
 * order: the Collector writes them from the last to the first.
 *
 * @throws MalformedOtlpError
 */
export function scanSpan(bytes: Buffer, start: number, end: number): ScannedSpan {
  const span: ScannedSpan = {
    start,
    end,
    traceId: NO_ID,
    spanId: NO_ID,
    parentSpanId: NO_ID,
    nameStart: start,
    nameEnd: start,
    kind: 0,
    startMicros: 0,
    endMicros: 0,
    droppedAttributesCount: 0,
    attributes: [],
    attributeTags: [],
    events: [],
    links: [],
    statuses: [],
  };
  const reader = new WireReader(bytes, start, end);
  while (reader.next()) scanField(span, reader);
  return span;
}

function scanField(span: ScannedSpan, reader: WireReader): void {
  const field = knownField(reader, SPAN);
  switch (field?.name) {
    case 'traceId':
      span.traceId = readId(reader, readTraceId);
      break;
    case 'spanId':
      span.spanId = readId(reader, readSpanId);
      break;
    case 'parentSpanId':
      span.parentSpanId = readId(reader, readSpanId);
      break;
    case 'name':
      span.nameEnd = reader.readLength();
      span.nameStart = reader.position;
      reader.position = span.nameEnd;
      break;
    case 'kind':
      reader.readVarint();
      span.kind = reader.low;
      break;
    case 'startTimeUnixNano':
      span.startMicros = readMicros(reader);
      break;
    case 'endTimeUnixNano':
      span.endMicros = readMicros(reader);
      break;
    case 'droppedAttributesCount':
      reader.readVarint();
      span.droppedAttributesCount = reader.low;
      break;
    case 'attributes':
      span.attributeTags.push(reader.fieldStart);
      keepRange(span.attributes, reader, MESSAGE_TYPES.KeyValue);
      break;
    case 'events':
      keepRange(span.events, reader, MESSAGE_TYPES.Event);
      break;
    case 'links':
      keepRange(span.links, reader, MESSAGE_TYPES.Link);
      break;
    case 'status':
      keepRange(span.statuses, reader, MESSAGE_TYPES.Status);
      break;
    default:
      checkField(reader, field, SPAN_DEPTH);
  }
}

function readId(reader: WireReader, read: (bytes: Buffer, start: number, end: number) => ReadId): ReadId {
  const end = reader.readLength();
  const id = read(reader.bytes, reader.position, end);
  reader.position = end;
  return id;
}

function readMicros(reader: WireReader): number {
  reader.readFixed64();
  return nanosToMicros(reader.low, reader.high);
}

function keepRange(ranges: number[], reader: WireReader, type: MessageType): void {
  const start = reader.position;
  checkNested(reader, type, SPAN_DEPTH + 1);
  const end = reader.position;
  ranges.push(startOfPayload(reader.bytes, start), end);
}

/** Steps over a length that has been read before. */
function startOfPayload(bytes: Buffer, position: number): number {
  let at = position;
  while ((bytes[at] ?? 0) >= 0x80) at += 1;
  return at + 1;
}
