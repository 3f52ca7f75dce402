import { MESSAGE_FIELDS, type MessageName, type ScalarType } from './message-fields.js';
import { WIRE_FIXED32, WIRE_FIXED64, WIRE_LENGTH, WIRE_VARINT } from '../wire/wire-reader.js';

const WIRE_TYPES: Readonly<Record<ScalarType, number>> = {
  string: WIRE_LENGTH,
  id: WIRE_LENGTH,
  bytes: WIRE_LENGTH,
  bool: WIRE_VARINT,
  int32: WIRE_VARINT,
  uint32: WIRE_VARINT,
  int64: WIRE_VARINT,
  SpanKind: WIRE_VARINT,
  StatusCode: WIRE_VARINT,
  fixed32: WIRE_FIXED32,
  fixed64: WIRE_FIXED64,
  sfixed64: WIRE_FIXED64,
  double: WIRE_FIXED64,
  packedFixed64: WIRE_LENGTH,
  packedDouble: WIRE_LENGTH,
};

/** A field holds either a scalar or a message. */
export type MessageField = {
  readonly number: number;
  readonly name: string;
  /** The name as the .proto file spells it. */
  readonly snakeName: string;
  readonly wireType: number;
  readonly repeated: boolean;
} & (
  | { readonly scalar: ScalarType; readonly message?: never }
  | { readonly message: MessageType; readonly scalar?: never }
);

export interface MessageType {
  readonly name: MessageName;
  /** Whether the fields exclude each other, so that one of them set to its default is still said. */
  readonly oneof: boolean;
  /** In ascending order of number. */
  readonly fields: readonly MessageField[];
  readonly byNumber: readonly (MessageField | undefined)[];
}

export const MESSAGE_TYPES: Readonly<Record<MessageName, MessageType>> = compile();

function compile(): Readonly<Record<MessageName, MessageType>> {
  type Open = MessageType & { fields: MessageField[]; byNumber: (MessageField | undefined)[] };
  const names = Object.keys(MESSAGE_FIELDS) as MessageName[];
  const types = Object.fromEntries(
    names.map((name): [string, Open] => [
      name,
      { name, oneof: name === 'AnyValue', fields: [], byNumber: [] },
    ]),
  ) as Record<MessageName, Open>;
  for (const name of names) {
    for (const [number, fieldName, type, repeated] of MESSAGE_FIELDS[name]) {
      const common = {
        number,
        name: fieldName,
        snakeName: fieldName.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        repeated: repeated !== undefined,
      };
      const field: MessageField = isScalar(type)
        ? { ...common, wireType: WIRE_TYPES[type], scalar: type }
        : { ...common, wireType: WIRE_LENGTH, message: types[type] };
      types[name].fields.push(field);
      types[name].byNumber[number] = field;
    }
  }
  return types;
}

function isScalar(type: ScalarType | MessageName): type is ScalarType {
  return Object.hasOwn(WIRE_TYPES, type);
}
