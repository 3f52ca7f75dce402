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
 * @param isChecked what is in its parts is known to be good
 * @throws MalformedOtlpError
 */
export function scanSpan(bytes: Buffer, start: number, end: number, isChecked: boolean): ScannedSpan {
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
  while (reader.next()) scanField(span, reader, isChecked);
  return span;
}

function scanField(span: ScannedSpan, reader: WireReader, isChecked: boolean): void {
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
      keepRange(span.attributes, reader, isChecked ? undefined : MESSAGE_TYPES.KeyValue);
      break;
    case 'events':
      keepRange(span.events, reader, isChecked ? undefined : MESSAGE_TYPES.Event);
      break;
    case 'links':
      keepRange(span.links, reader, isChecked ? undefined : MESSAGE_TYPES.Link);
      break;
    case 'status':
      keepRange(span.statuses, reader, isChecked ? undefined : MESSAGE_TYPES.Status);
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

/** @param type what to check it against; undefined when that has been done */
function keepRange(ranges: number[], reader: WireReader, type: MessageType | undefined): void {
  const tagEnd = reader.position;
  const end = reader.readLength();
  ranges.push(reader.position, end);
  if (type === undefined) reader.position = end;
  else {
    reader.position = tagEnd;
    checkNested(reader, type, SPAN_DEPTH + 1);
  }
}
