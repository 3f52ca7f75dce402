import { MAX_MESSAGE_DEPTH, WireReader } from '../wire/wire-reader.js';
import type { MessageField, MessageType } from './message-types.js';

/**
 * Walks a message and all that is in it without decoding values, so that reading lazily afterwards cannot fail and no
 * span that a later hop would refuse, together with its whole batch, is let in.
 *
 * @param depth how many messages enclose this one.
 * @throws MalformedOtlpError
 */
export function checkMessage(
  bytes: Buffer,
  start: number,
  end: number,
  type: MessageType,
  depth: number,
): void {
  const reader = new WireReader(bytes, start, end);
  if (depth > MAX_MESSAGE_DEPTH) {
    reader.fieldStart = start;
    throw reader.malformed('depth', `values are nested more than ${MAX_MESSAGE_DEPTH} messages deep`);
  }
  while (reader.next()) checkField(reader, knownField(reader, type), depth);
}

/** Checks and steps over the field that the reader has met. */
export function checkField(reader: WireReader, field: MessageField | undefined, depth: number): void {
  if (field?.message === undefined) {
    reader.skip();
    return;
  }
  const end = reader.readLength();
  checkMessage(reader.bytes, reader.position, end, field.message, depth + 1);
  reader.position = end;
}

/**
 * The field that the reader has met; undefined when its number is unknown. A known number with another wire type is
 * refused rather than skipped: the Collector refuses it too, and would do so for everything sent along with it.
 */
export function knownField(reader: WireReader, type: MessageType): MessageField | undefined {
  const field = type.byNumber[reader.fieldNumber];
  if (field !== undefined && field.wireType !== reader.wireType) {
    throw reader.malformed('wire_type', `${type.name}.${field.name} has the wrong wire type`);
  }
  return field;
}
