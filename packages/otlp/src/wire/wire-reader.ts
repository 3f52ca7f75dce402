import { MalformedOtlpError, type MalformedReason } from './malformed-otlp-error.js';

/** How deep messages or unknown groups may nest; the limit that other protobuf implementations keep by custom. */
export const MAX_MESSAGE_DEPTH = 100;

export const WIRE_VARINT = 0;
export const WIRE_FIXED64 = 1;
export const WIRE_LENGTH = 2;
const WIRE_GROUP_START = 3;
const WIRE_GROUP_END = 4;
export const WIRE_FIXED32 = 5;

/** A `Buffer` over the same memory, for its fast text and number methods. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Walks the fields of one message that lies in `bytes` from `position` to `end`. Every length is checked against `end`,
 * which is the end of the enclosing message and not of the buffer: an inner message can never read its parent's bytes.
 *
 * @throws MalformedOtlpError from every method, at the first byte that cannot be read.
 */
export class WireReader {
  readonly bytes: Buffer;
  /** Moves in and out by whoever walks nested messages with one reader. */
  end: number;
  position: number;
  /** Of the field that `next` has met: where its tag starts, its number, its wire type. */
  fieldStart = 0;
  fieldNumber = 0;
  wireType = 0;
  /** The unsigned halves of the last 64-bit number read. */
  low = 0;
  high = 0;

  constructor(bytes: Buffer, start: number, end: number) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Reads the next tag. False at the end of the message. */
  next(): boolean {
    if (this.position >= this.end) return false;
    this.fieldStart = this.position;
    this.readVarint();
    this.fieldNumber = this.low >>> 3;
    this.wireType = this.low & 7;
    if (this.high !== 0 || this.fieldNumber === 0) {
      throw this.malformed('field_number', 'a field number is out of range');
    }
    return true;
  }

  /** Reads up to ten bytes into `low` and `high`; bits above the 64th are dropped, as other readers do. */
  readVarint(): void {
    // Nearly all tags and lengths are one byte.
    const first = this.position < this.end ? (this.bytes[this.position] ?? 0) : 0x80;
    if (first < 0x80) {
      this.position += 1;
      this.low = first;
      this.high = 0;
    } else this.#readLongVarint();
  }

  #readLongVarint(): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.position >= this.end) throw this.malformed('truncated', 'a number runs past its end');
      const byte = this.bytes[this.position++] ?? 0;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    throw this.malformed('varint', 'a number is longer than ten bytes');
  }

  readFixed64(): void {
    const start = this.#advance(8);
    this.low = this.bytes.readUInt32LE(start);
    this.high = this.bytes.readUInt32LE(start + 4);
  }

  readDouble(): number {
    return this.bytes.readDoubleLE(this.#advance(8));
  }

  readFixed32(): number {
    return this.bytes.readUInt32LE(this.#advance(4));
  }

  /** Reads a length and returns the offset at which the payload ends; it starts at `position`. */
  readLength(): number {
    this.readVarint();
    if (this.high !== 0 || this.low > this.end - this.position) {
      throw this.malformed('truncated', 'a length runs past the end of its message');
    }
    return this.position + this.low;
  }

  /** Steps over the value of the field that `next` has met. */
  skip(): void {
    if (this.wireType === WIRE_GROUP_START) this.#skipGroup();
    else this.#skipScalar();
  }

  malformed(reason: MalformedReason, why: string): MalformedOtlpError {
    return new MalformedOtlpError(reason, `byte ${this.fieldStart}`, why);
  }

  #skipScalar(): void {
    if (this.wireType === WIRE_VARINT) this.readVarint();
    else if (this.wireType === WIRE_LENGTH) this.position = this.readLength();
    else if (this.wireType === WIRE_FIXED64) this.#advance(8);
    else if (this.wireType === WIRE_FIXED32) this.#advance(4);
    else if (this.wireType === WIRE_GROUP_END) throw this.malformed('group', 'a group ends that never began');
    else throw this.malformed('wire_type', `wire type ${this.wireType} does not exist`);
  }

  #skipGroup(): void {
    const open = [this.fieldNumber];
    while (open.length > 0) {
      if (!this.next()) throw this.malformed('group', 'a group has no end');
      if (this.wireType === WIRE_GROUP_START) {
        if (open.length >= MAX_MESSAGE_DEPTH) throw this.malformed('depth', 'groups are nested too deeply');
        open.push(this.fieldNumber);
      } else if (this.wireType === WIRE_GROUP_END) {
        if (open.pop() !== this.fieldNumber) throw this.malformed('group', 'a group ends that never began');
      } else this.#skipScalar();
    }
  }

  #advance(length: number): number {
    const start = this.position;
    if (length > this.end - start) throw this.malformed('truncated', 'a number runs past its end');
    this.position = start + length;
    return start;
  }
}
