import { asBuffer, WireReader } from '../wire/wire-reader.js';
import { beginLayout, type RequestLayout } from './request-layout.js';

/** Where the records of a log export request are, and which trace each of them belongs to. */
export interface ScannedLogs {
  readonly bytes: Uint8Array;
  /** Of a log request as of a trace request: their messages have the same shape down to what they carry. */
  readonly layout: RequestLayout;
  /** Of each record: 16 bytes as a latin1 string, as `scanRequest` has them; empty when it belongs to no trace. */
  readonly traceIds: readonly string[];
}

/** Field number of scope_logs in resource_logs, and of log_records in scope_logs. */
const CHILDREN = 2;
const RESOURCE_LOGS = 1;
const TRACE_ID = 9;
const NO_TRACE = '\0'.repeat(16);

/**
 * What `copySpans` needs to split a log export request by trace.
 *
 * @param bytes - a request that `readOtlpLogsProto` has taken
 */
export function scanLogs(bytes: Uint8Array): ScannedLogs {
  const buffer = asBuffer(bytes);
  const layout = beginLayout();
  const traceIds: string[] = [];
  for (const [resourceTag, resource, resourceEnd] of fieldsOf(buffer, 0, buffer.length, RESOURCE_LOGS)) {
    layout.resource(resourceTag, resource, resourceEnd);
    for (const [scopeTag, scope, scopeEnd] of fieldsOf(buffer, resource, resourceEnd, CHILDREN)) {
      layout.scope(scopeTag, scope, scopeEnd);
      for (const [tag, record, end] of fieldsOf(buffer, scope, scopeEnd, CHILDREN)) {
        layout.span(tag, record, end);
        traceIds.push(traceIdIn(buffer, record, end));
      }
      layout.endScope(scopeEnd);
    }
  }
  return { bytes: buffer, layout: layout.finish(), traceIds };
}

type Field = readonly [tagStart: number, start: number, end: number];

function* fieldsOf(bytes: Buffer, from: number, to: number, fieldNumber: number): Generator<Field> {
  const reader = new WireReader(bytes, from, to);
  while (reader.next()) {
    if (reader.fieldNumber !== fieldNumber) {
      reader.skip();
      continue;
    }
    const { fieldStart } = reader;
    const end = reader.readLength();
    yield [fieldStart, reader.position, end];
    reader.position = end;
  }
}

/** The last one counts. An id of another length, or all zero, is none. */
function traceIdIn(bytes: Buffer, from: number, to: number): string {
  let traceId = '';
  for (const [, start, end] of fieldsOf(bytes, from, to, TRACE_ID)) {
    const id = end - start === NO_TRACE.length ? bytes.toString('latin1', start, end) : '';
    traceId = id === NO_TRACE ? '' : id;
  }
  return traceId;
}
