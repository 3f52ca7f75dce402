import { halvesOf } from '../wire/int64.js';
import type { ReverseWriter } from '../wire/reverse-writer.js';
import { enumNumber, SPAN_KINDS, STATUS_CODES } from './enums.js';
import type { ScalarType } from './message-fields.js';

/** Writes one value, or returns what was expected instead. */
type ScalarEncoder = (
  writer: ReverseWriter,
  fieldNumber: number,
  value: unknown,
  keepDefault: boolean,
) => string | undefined;

/** How each type is written from its JSON form. A default value is left out unless it has to be said. */
export const SCALAR_ENCODERS: Readonly<Record<ScalarType, ScalarEncoder>> = {
  string: (writer, fieldNumber, value, keepDefault) => {
    if (typeof value !== 'string') return 'a string';
    if (value !== '' || keepDefault) writer.textField(fieldNumber, value);
    return undefined;
  },
  id: (writer, fieldNumber, value) => {
    if (typeof value !== 'string') return 'an id in hex';
    if (value !== '' && !writer.hexField(fieldNumber, value)) writer.bytesField(fieldNumber, INVALID_ID);
    return undefined;
  },
  bytes: (writer, fieldNumber, value, keepDefault) => {
    if (typeof value !== 'string') return 'bytes in base64';
    if (value !== '' || keepDefault) writer.bytesField(fieldNumber, Buffer.from(value, 'base64'));
    return undefined;
  },
  bool: (writer, fieldNumber, value, keepDefault) => {
    const truth = BOOLEANS.get(value);
    if (truth === undefined) return 'true or false';
    if (truth || keepDefault) writer.varintField(fieldNumber, truth ? 1 : 0, 0);
    return undefined;
  },
  int32: integer(-0x80000000, 0x7fffffff),
  uint32: integer(0, 0xffffffff),
  int64: integer(-(2n ** 63n), 2n ** 63n - 1n),
  fixed32: (writer, fieldNumber, value) => {
    const whole = wholeNumber(value);
    if (whole === undefined || whole < 0 || whole > 0xffffffff) return 'an unsigned 32-bit integer';
    if (whole !== 0) writer.fixed32Field(fieldNumber, Number(whole));
    return undefined;
  },
  fixed64: (writer, fieldNumber, value) => {
    const whole = wholeNumber(value);
    if (whole === undefined || whole < 0 || whole >= 2n ** 64n) return 'an unsigned 64-bit integer';
    const { low, high } = halvesOf(whole);
    if (low !== 0 || high !== 0) writer.fixed64Field(fieldNumber, low, high);
    return undefined;
  },
  sfixed64: (writer, fieldNumber, value) => {
    const whole = wholeNumber(value);
    if (whole === undefined || whole < -(2n ** 63n) || whole >= 2n ** 63n) return 'a 64-bit integer';
    const { low, high } = halvesOf(whole);
    writer.fixed64Field(fieldNumber, low, high);
    return undefined;
  },
  double: (writer, fieldNumber, value) => {
    const number = doubleOf(value);
    if (number === undefined) return 'a number, "NaN" or "Infinity"';
    writer.doubleField(fieldNumber, number);
    return undefined;
  },
  packedFixed64: packed((bytes, at, value) => {
    const whole = wholeNumber(value);
    if (whole === undefined || whole < 0 || whole >= 2n ** 64n) return false;
    bytes.writeBigUInt64LE(BigInt(whole), at);
    return true;
  }),
  packedDouble: packed((bytes, at, value) => {
    const number = doubleOf(value);
    if (number !== undefined) bytes.writeDoubleLE(number, at);
    return number !== undefined;
  }),
  SpanKind: enumeration('span_kind_', SPAN_KINDS),
  StatusCode: enumeration('status_code_', STATUS_CODES),
};

const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  ['true', true],
  ['false', false],
]);

/** No id has one byte, so an id that is not hex becomes one that every reader takes for what it is: invalid. */
const INVALID_ID = Buffer.from([0]);

function integer(minimum: number | bigint, maximum: number | bigint): ScalarEncoder {
  return (writer, fieldNumber, value, keepDefault) => {
    const whole = wholeNumber(value);
    if (whole === undefined || whole < minimum || whole > maximum) {
      return `an integer from ${minimum} to ${maximum}`;
    }
    const { low, high } = halvesOf(whole);
    if (low !== 0 || high !== 0 || keepDefault) writer.varintField(fieldNumber, low, high);
    return undefined;
  };
}

/** Numbers of eight bytes in a row. `write` says whether it was given one. */
function packed(write: (bytes: Buffer, at: number, value: unknown) => boolean): ScalarEncoder {
  return (writer, fieldNumber, value) => {
    if (!Array.isArray(value)) return 'an array of numbers';
    const bytes = Buffer.alloc(value.length * 8);
    if (!value.every((item, index) => write(bytes, index * 8, item))) return 'an array of numbers';
    if (bytes.length > 0) writer.bytesField(fieldNumber, bytes);
    return undefined;
  };
}

/** An unknown name of an enum is its zero, which means unspecified: names are no part of OTLP/JSON. */
function enumeration(prefix: string, names: readonly string[]): ScalarEncoder {
  return (writer, fieldNumber, value) => {
    const number = enumNumber(value, prefix, names) ?? (typeof value === 'string' ? 0 : undefined);
    if (number === undefined) return 'the number of an enum value';
    const { low, high } = halvesOf(number);
    if (number !== 0) writer.varintField(fieldNumber, low, high);
    return undefined;
  };
}

/** JSON gives 64-bit integers as digits; numbers are taken as well, up to what they can hold. */
function wholeNumber(value: unknown): number | bigint | undefined {
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return undefined;
    return Number.isSafeInteger(value) ? value : BigInt(value);
  }
  if (typeof value !== 'string' || value === '') return undefined;
  if (/^-?\d{1,20}$/.test(value)) return value.length <= 15 ? Number(value) : BigInt(value);
  return wholeNumber(Number(value));
}

function doubleOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value === 'NaN') return Number.NaN;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}
