import type { SpanEventView, SpanLinkView } from '@agent-attribution/core';
import { nanosToMicros } from '../wire/int64.js';
import { WireReader } from '../wire/wire-reader.js';
import { decodeText } from './any-value.js';
import { AttributeIndex } from './attribute-index.js';
import { NO_ID, type ReadId, readSpanId, readTraceId } from './span-ids.js';

/** Reads an Event that has been checked. */
export function readEvent(bytes: Buffer, start: number, end: number): SpanEventView {
  const reader = new WireReader(bytes, start, end);
  const attributes: number[] = [];
  let name = '';
  let timeMicros = 0;
  while (reader.next()) {
    if (reader.fieldNumber === 1) {
      reader.readFixed64();
      timeMicros = nanosToMicros(reader.low, reader.high);
    } else if (reader.fieldNumber === 2) name = decodeText(reader, 'utf8');
    else if (reader.fieldNumber === 3) attributes.push(...takeRange(reader));
    else reader.skip();
  }
  return { name, timeMicros, attributes: new AttributeIndex(bytes, attributes).toMap() };
}

/** Reads a Link that has been checked; one that points nowhere, which OTLP allows, is undefined. */
export function readLink(bytes: Buffer, start: number, end: number): SpanLinkView | undefined {
  const reader = new WireReader(bytes, start, end);
  const attributes: number[] = [];
  const ids = { traceId: NO_ID as ReadId, spanId: NO_ID as ReadId };
  while (reader.next()) {
    if (readLinkId(reader, ids)) continue;
    if (reader.fieldNumber === 4) attributes.push(...takeRange(reader));
    else reader.skip();
  }
  if (!ids.traceId || !ids.spanId) return undefined;
  return {
    traceId: ids.traceId,
    spanId: ids.spanId,
    attributes: new AttributeIndex(bytes, attributes).toMap(),
  };
}

/** Whether the ids of a Link that has been checked are ids or absent. */
export function hasWellFormedIds(bytes: Buffer, start: number, end: number): boolean {
  const reader = new WireReader(bytes, start, end);
  const ids = { traceId: NO_ID as ReadId, spanId: NO_ID as ReadId };
  while (reader.next()) if (!readLinkId(reader, ids)) reader.skip();
  return ids.traceId !== undefined && ids.spanId !== undefined;
}

function readLinkId(reader: WireReader, ids: { traceId: ReadId; spanId: ReadId }): boolean {
  if (reader.fieldNumber !== 1 && reader.fieldNumber !== 2) return false;
  const [start, end] = takeRange(reader);
  if (reader.fieldNumber === 1) ids.traceId = readTraceId(reader.bytes, start, end);
  else ids.spanId = readSpanId(reader.bytes, start, end);
  return true;
}

function takeRange(reader: WireReader): [start: number, end: number] {
  const end = reader.readLength();
  const start = reader.position;
  reader.position = end;
  return [start, end];
}
