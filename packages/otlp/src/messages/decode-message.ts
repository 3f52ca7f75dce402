import { int64ToNumber, unsignedOf } from '../wire/int64.js';
import { asBuffer, WireReader } from '../wire/wire-reader.js';
import { checkMessage, knownField } from './check-message.js';
import type { JsonObject, JsonValue } from './json-value.js';
import type { MessageName, ScalarType } from './message-fields.js';
import { MESSAGE_TYPES, type MessageField, type MessageType } from './message-types.js';

/**
 * A protobuf message in its OTLP/JSON form: ids in hex, 64-bit integers as digits, enums as numbers, keys in the order
 * of their field numbers. Fields that are unknown here are left out. Not for hot paths.
 *
 * @throws MalformedOtlpError
 */
export function decodeMessage(name: MessageName, bytes: Uint8Array): JsonObject {
  const buffer = asBuffer(bytes);
  const type = MESSAGE_TYPES[name];
  checkMessage(buffer, 0, buffer.length, type, 0);
  return decode(buffer, 0, buffer.length, type, {});
}

/** A single message that appears twice is merged: the second is decoded into what the first gave. */
function decode(
  bytes: Buffer,
  start: number,
  end: number,
  type: MessageType,
  before: JsonObject,
): JsonObject {
  const values = new Map<string, JsonValue>(Object.entries(before));
  const reader = new WireReader(bytes, start, end);
  while (reader.next()) {
    const field = knownField(reader, type);
    if (field === undefined) {
      reader.skip();
      continue;
    }
    if (type.oneof) forget(values, field.name);
    const earlier = values.get(field.name);
    if (!field.repeated) values.set(field.name, decodeField(reader, field, earlier));
    else if (Array.isArray(earlier)) earlier.push(decodeField(reader, field, undefined));
    else values.set(field.name, [decodeField(reader, field, undefined)]);
  }
  return Object.fromEntries(
    type.fields.flatMap((field): [string, JsonValue][] => {
      const value = values.get(field.name);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function forget(values: Map<string, JsonValue>, but: string): void {
  for (const name of values.keys()) if (name !== but) values.delete(name);
}

function decodeField(reader: WireReader, field: MessageField, earlier: JsonValue | undefined): JsonValue {
  if (field.message === undefined) return SCALAR_DECODERS[field.scalar](reader);
  const end = reader.readLength();
  const start = reader.position;
  reader.position = end;
  return decode(reader.bytes, start, end, field.message, (earlier ?? {}) as JsonObject);
}

const SCALAR_DECODERS: Readonly<Record<ScalarType, (reader: WireReader) => JsonValue>> = {
  string: (reader) => text(reader, 'utf8'),
  id: (reader) => text(reader, 'hex'),
  bytes: (reader) => text(reader, 'base64'),
  bool: (reader) => {
    reader.readVarint();
    return reader.low !== 0 || reader.high !== 0;
  },
  int32: int32,
  SpanKind: int32,
  StatusCode: int32,
  uint32: (reader) => {
    reader.readVarint();
    return reader.low;
  },
  int64: (reader) => {
    reader.readVarint();
    const value = int64ToNumber(reader.low, reader.high);
    return Number.isSafeInteger(value)
      ? String(value)
      : String(BigInt.asIntN(64, unsignedOf(reader.low, reader.high)));
  },
  fixed32: (reader) => reader.readFixed32(),
  fixed64: (reader) => {
    reader.readFixed64();
    return String(unsignedOf(reader.low, reader.high));
  },
  sfixed64: (reader) => {
    reader.readFixed64();
    return String(BigInt.asIntN(64, unsignedOf(reader.low, reader.high)));
  },
  double: (reader) => finiteOrText(reader.readDouble()),
  packedFixed64: (reader) => eights(reader).map((part) => String(part.readBigUInt64LE())),
  packedDouble: (reader) => eights(reader).map((part) => finiteOrText(part.readDoubleLE())),
};

function finiteOrText(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** A length in parts of eight bytes; what is left over is no number. */
function eights(reader: WireReader): readonly Buffer[] {
  const end = reader.readLength();
  const start = reader.position;
  reader.position = end;
  return Array.from({ length: Math.floor((end - start) / 8) }, (_, index) =>
    reader.bytes.subarray(start + index * 8, start + index * 8 + 8),
  );
}

function int32(reader: WireReader): number {
  reader.readVarint();
  return reader.low | 0;
}

function text(reader: WireReader, encoding: 'utf8' | 'hex' | 'base64'): string {
  const end = reader.readLength();
  const start = reader.position;
  reader.position = end;
  return reader.bytes.toString(encoding, start, end);
}
