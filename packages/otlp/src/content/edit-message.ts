import { WIRE_LENGTH, WireReader } from '../wire/wire-reader.js';
import { ReverseWriter } from '../wire/reverse-writer.js';

/** What becomes of a field: another payload, nothing at all, or, when undefined, it stays as it is. */
export type FieldEdit = Uint8Array | 'remove' | undefined;

/**
 * A message with some of its fields replaced or removed; whatever stands between them is copied byte for byte.
 *
 * @param edit - asked about each field that holds a text, bytes or a message: its number, and where its payload lies
 * @returns undefined when nothing changes
 */
export function editMessage(
  bytes: Buffer,
  start: number,
  end: number,
  edit: (fieldNumber: number, start: number, end: number) => FieldEdit,
): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let copiedTo = start;
  const reader = new WireReader(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType !== WIRE_LENGTH) {
      reader.skip();
      continue;
    }
    const fieldEnd = reader.readLength();
    const edited = edit(reader.fieldNumber, reader.position, fieldEnd);
    reader.position = fieldEnd;
    if (edited === undefined) continue;
    parts.push(bytes.subarray(copiedTo, reader.fieldStart));
    if (edited !== 'remove') parts.push(fieldOf(reader.fieldNumber, edited));
    copiedTo = fieldEnd;
  }
  if (parts.length === 0) return undefined;
  return Buffer.concat([...parts, bytes.subarray(copiedTo, end)]);
}

function fieldOf(fieldNumber: number, payload: Uint8Array): Uint8Array {
  const writer = new ReverseWriter(payload.length + 16);
  writer.bytesField(fieldNumber, payload);
  return writer.finish();
}
