import { MAX_MESSAGE_DEPTH, WireReader } from '../wire/wire-reader.js';
import { MESSAGE_TYPES, type MessageField, type MessageType } from './message-types.js';
import { isPlainAttribute, PLAIN_DEPTH } from './plain-attribute.js';

const KEY_VALUE = MESSAGE_TYPES.KeyValue;
const MAX_ATTRIBUTE_DEPTH = MAX_MESSAGE_DEPTH - PLAIN_DEPTH;

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
  walkFields(new WireReader(bytes, start, end), type, depth);
}

/** Checks and steps over the field that the reader has met. */
export function checkField(reader: WireReader, field: MessageField | undefined, depth: number): void {
  if (field?.message === undefined) reader.skip();
  else checkNested(reader, field.message, depth + 1);
}

/** Checks and steps over the message that the reader has met, with the same reader: no object for each attribute. */
export function checkNested(reader: WireReader, type: MessageType, depth: number): void {
  const end = reader.readLength();
  if (isPlain(reader.bytes, reader.position, end, type, depth)) {
    reader.position = end;
    return;
  }
  const outerEnd = reader.end;
  reader.end = end;
  walkFields(reader, type, depth);
  reader.end = outerEnd;
}

function isPlain(bytes: Buffer, start: number, end: number, type: MessageType, depth: number): boolean {
  return type === KEY_VALUE && depth <= MAX_ATTRIBUTE_DEPTH && isPlainAttribute(bytes, start, end);
}

/** Checks the message that the reader is in by the table of its fields: the plain version, which decides. */
export function walkFields(reader: WireReader, type: MessageType, depth: number): void {
  if (depth > MAX_MESSAGE_DEPTH) {
    reader.fieldStart = reader.position;
    throw reader.malformed('depth', `values are nested more than ${MAX_MESSAGE_DEPTH} messages deep`);
  }
  while (reader.next()) checkField(reader, knownField(reader, type), depth);
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
