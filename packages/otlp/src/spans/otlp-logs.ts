import { checkMessage } from '../messages/check-message.js';
import { encodeMessage } from '../messages/encode-message.js';
import { isJsonObject } from '../messages/json-value.js';
import { MESSAGE_TYPES } from '../messages/message-types.js';
import { parseJson } from '../messages/parse-json.js';
import { asBuffer, WireReader } from '../wire/wire-reader.js';

/** A log export request that has been checked. */
export interface OtlpLogsRequest {
  /** The request as protobuf. */
  readonly bytes: Uint8Array;
  readonly logRecords: number;
}

/** The way down from a request to its log records: field numbers of resource_logs, scope_logs, log_records. */
const PATH_TO_RECORDS = [1, 2, 2] as const;

/**
 * Checks an `ExportLogsServiceRequest` to the bottom and counts its records.
 *
 * @throws MalformedOtlpError
 */
export function readOtlpLogsProto(bytes: Uint8Array): OtlpLogsRequest {
  const buffer = asBuffer(bytes);
  checkMessage(buffer, 0, buffer.length, MESSAGE_TYPES.ExportLogsServiceRequest, 0);
  return { bytes, logRecords: count(buffer, 0, buffer.length, PATH_TO_RECORDS) };
}

/**
 * Reads a log export request in OTLP/JSON by turning it into protobuf.
 *
 * @throws MalformedOtlpError
 */
export function readOtlpLogsJson(bytes: Uint8Array): OtlpLogsRequest {
  const document = parseJson(bytes);
  const snakeCase = isJsonObject(document) && 'resource_logs' in document;
  return readOtlpLogsProto(encodeMessage('ExportLogsServiceRequest', document, { snakeCase }));
}

function count(bytes: Buffer, start: number, end: number, path: readonly number[]): number {
  const [fieldNumber, ...rest] = path;
  if (fieldNumber === undefined) return 1;
  const reader = new WireReader(bytes, start, end);
  let records = 0;
  while (reader.next()) {
    if (reader.fieldNumber !== fieldNumber) {
      reader.skip();
      continue;
    }
    const childEnd = reader.readLength();
    records += count(bytes, reader.position, childEnd, rest);
    reader.position = childEnd;
  }
  return records;
}
