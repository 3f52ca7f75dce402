import { WIRE_FIXED32, WIRE_FIXED64, WIRE_LENGTH, WIRE_VARINT } from './wire-reader.js';

/**
 * Memory that writers work in, one after the other: what they return is a copy of the right size. One that is begun
 * while another is under way gets memory of its own.
 */
let spare: Buffer | undefined;
const SPARE_BYTES = 256 * 1024;
/** Up to here a loop is faster than asking for a copy, or for text to be encoded. */
const MAX_LOOP_BYTES = 24;
const MAX_LOOP_CHARS = 64;
/** Of UTF-8, for each character of a JavaScript string at most. */
const MAX_BYTES_PER_CHAR = 3;
/** Memory beyond this is not kept, and not copied. */
const MAX_SPARE_BYTES = 4 * 1024 * 1024;

/** Gives memory of a size; what is in it is not defined. */
export type Allocate = (bytes: number) => Buffer;

/** Memory that belongs to what is written in it. */
export const ownMemory: Allocate = (bytes) => Buffer.allocUnsafe(bytes);

/**
 * Writes protobuf from the last byte to the first. A length stands before what it measures, so by the time it has to be
 * written it is known: no sizes are computed ahead and nothing is moved. Callers put fields in reverse.
 */
export class ReverseWriter {
  #buffer: Buffer;
  readonly #isOwn: boolean;
  #start: number;

  /**
   * @param capacity bytes that will be written, about
   * @param allocate gives the memory that what is written stays in, which saves copying it at the end; for writers that
   *   know how many bytes they will write ({@link SizeCounter}), or nearly so. Default: shared memory, and a copy.
   */
  constructor(capacity = 1024, allocate?: Allocate) {
    this.#isOwn = allocate !== undefined || capacity > MAX_SPARE_BYTES;
    if (this.#isOwn) this.#buffer = (allocate ?? ownMemory)(capacity);
    else {
      this.#buffer = spare ?? Buffer.allocUnsafeSlow(SPARE_BYTES);
      spare = undefined;
    }
    this.#start = this.#buffer.length;
  }

  /** Bytes written so far; take it as a mark before a nested message. */
  get length(): number {
    return this.#buffer.length - this.#start;
  }

  /** What was written. The writer cannot be used any more. */
  finish(): Uint8Array {
    const written = this.#buffer.subarray(this.#start);
    if (this.#isOwn || this.#buffer.length > MAX_SPARE_BYTES) return written;
    spare = this.#buffer;
    return Buffer.from(written);
  }

  bytes(source: Uint8Array, start = 0, end: number = source.length): void {
    if (start === end) return;
    let at = this.#reserve(end - start);
    if (end - start > MAX_LOOP_BYTES) {
      this.#buffer.set(start === 0 && end === source.length ? source : source.subarray(start, end), at);
    } else for (let from = start; from < end; from++) this.#buffer[at++] = source[from] ?? 0;
  }

  /** Closes a nested message, string or bytes field that began at `mark`. */
  close(fieldNumber: number, mark: number): void {
    const length = this.length - mark;
    if (length < 0x80 && fieldNumber < 0x10) {
      // Nearly all: both in one step.
      const at = this.#reserve(2);
      this.#buffer[at] = fieldNumber * 8 + WIRE_LENGTH;
      this.#buffer[at + 1] = length;
      return;
    }
    this.varint(length, 0);
    this.#tag(fieldNumber, WIRE_LENGTH);
  }

  textField(fieldNumber: number, text: string): void {
    const mark = this.length;
    if (text.length > MAX_LOOP_CHARS || !this.#ascii(text)) this.#utf8(text);
    this.close(fieldNumber, mark);
  }

  /** The bytes that hex digits, of either case, stand for; false, and nothing is written, for any other text. */
  hexField(fieldNumber: number, hex: string): boolean {
    const mark = this.length;
    const size = hex.length / 2;
    let at = this.#reserve(Math.ceil(size));
    let all = 0;
    for (let digit = 0; digit < hex.length; digit += 2) {
      const byte = (hexValue(hex.charCodeAt(digit)) << 4) | hexValue(hex.charCodeAt(digit + 1));
      all |= byte;
      this.#buffer[at++] = byte;
    }
    if (all < 0) this.#start += Math.ceil(size);
    else this.close(fieldNumber, mark);
    return all >= 0;
  }

  bytesField(fieldNumber: number, bytes: Uint8Array): void {
    const mark = this.length;
    this.bytes(bytes);
    this.close(fieldNumber, mark);
  }

  varintField(fieldNumber: number, low: number, high: number): void {
    this.varint(low, high);
    this.#tag(fieldNumber, WIRE_VARINT);
  }

  fixed64Field(fieldNumber: number, low: number, high: number): void {
    const at = this.#reserve(8);
    this.#buffer.writeUInt32LE(low, at);
    this.#buffer.writeUInt32LE(high, at + 4);
    this.#tag(fieldNumber, WIRE_FIXED64);
  }

  fixed32Field(fieldNumber: number, value: number): void {
    const at = this.#reserve(4);
    this.#buffer.writeUInt32LE(value, at);
    this.#tag(fieldNumber, WIRE_FIXED32);
  }

  doubleField(fieldNumber: number, value: number): void {
    const at = this.#reserve(8);
    this.#buffer.writeDoubleLE(value, at);
    this.#tag(fieldNumber, WIRE_FIXED64);
  }

  /** A bare varint from its unsigned halves. */
  varint(low: number, high: number): void {
    if (high === 0 && low < 0x80) {
      // First the place, then the buffer: there may be another one by then.
      const place = this.#reserve(1);
      this.#buffer[place] = low;
      return;
    }
    let at = this.#reserve(sizeOfVarint(low, high));
    let restLow = low;
    let restHigh = high;
    while (restHigh !== 0 || restLow > 0x7f) {
      this.#buffer[at++] = (restLow & 0x7f) | 0x80;
      restLow = ((restHigh << 25) | (restLow >>> 7)) >>> 0;
      restHigh >>>= 7;
    }
    this.#buffer[at] = restLow;
  }

  /** Writes a text that is ASCII, as nearly all keys and names are; false, and nothing is written, for any other. */
  #ascii(text: string): boolean {
    const at = this.#reserve(text.length);
    let all = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      all |= code;
      this.#buffer[at + index] = code;
    }
    if (all > 0x7f) this.#start += text.length;
    return all <= 0x7f;
  }

  /**
   * A text is written where there is still room and moved from there, since its size is known only then: to find it out
   * beforehand takes several times as long.
   */
  #utf8(text: string): void {
    if (text.length * MAX_BYTES_PER_CHAR <= this.#start) {
      const size = this.#buffer.write(text, 0);
      this.#start -= size;
      this.#buffer.copyWithin(this.#start, 0, size);
    } else {
      const size = Buffer.byteLength(text);
      const at = this.#reserve(size);
      this.#buffer.write(text, at, size);
    }
  }

  #tag(fieldNumber: number, wireType: number): void {
    this.varint(fieldNumber * 8 + wireType, 0);
  }

  #reserve(size: number): number {
    if (size > this.#start) {
      const written = this.length;
      const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, written + size));
      grown.set(this.#buffer.subarray(this.#start), grown.length - written);
      this.#buffer = grown;
      this.#start = grown.length - written;
    }
    this.#start -= size;
    return this.#start;
  }
}

/** Bytes that a varint takes, from its unsigned halves. */
export function sizeOfVarint(low: number, high: number): number {
  const bits = high === 0 ? 32 - Math.clz32(low) : 64 - Math.clz32(high);
  return Math.max(1, Math.ceil(bits / 7));
}

/** What a hex digit stands for, by its char code; negative for anything else. */
function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  // Capitals differ in one bit.
  const small = code | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1;
}
