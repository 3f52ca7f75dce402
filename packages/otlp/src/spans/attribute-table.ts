import type { AttributeKeys, AttributeValue } from '@agent-attribution/core';
import { decodeKeyValue } from './any-value.js';
import { type AttributeBytes, keysOf } from './key-lists.js';
import { decodePlainValue } from './plain-value.js';

/** The attributes of all spans of a request: bytes until they are asked for, each value then decoded once. */
export class AttributeTable {
  readonly #bytes: Buffer;
  readonly #ranges: readonly number[];
  /** Made when keys are asked for. */
  #attributes: AttributeBytes | undefined;
  /** By place, as far as they were asked for; undefined before the first is. */
  #values: (AttributeValue | undefined)[] | undefined;

  /** @param ranges start and end of each KeyValue, one after the other */
  constructor(bytes: Buffer, ranges: readonly number[]) {
    this.#bytes = bytes;
    this.#ranges = ranges;
  }

  /** The keys of `count` attributes from place `first` on. */
  keys(first: number, count: number): AttributeKeys {
    this.#attributes ??= {
      bytes: this.#bytes,
      view: new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length),
      ranges: this.#ranges,
    };
    return keysOf(this.#attributes, first * 2, (first + count) * 2);
  }

  value(place: number): AttributeValue {
    // Filled, since a list with holes is slower to read, and in its full size, since growing takes several times the memory.
    this.#values ??= Array<AttributeValue | undefined>(this.#ranges.length / 2).fill(undefined);
    const known = this.#values[place];
    if (known !== undefined) return known;
    const value = this.#decode(this.#ranges[place * 2] ?? 0, this.#ranges[place * 2 + 1] ?? 0);
    this.#values[place] = value;
    return value;
  }

  #decode(start: number, end: number): AttributeValue {
    return decodePlainValue(this.#bytes, start, end) ?? decodeKeyValue(this.#bytes, start, end)[1];
  }
}
