import type { AttributeMap, AttributeValue } from '@agent-attribution/core';
import { decodeKey, decodeKeyValue } from './any-value.js';

/**
 * Attributes that stay bytes until they are asked for. The keys are indexed at the first question and each value is
 * decoded once. A key that is given twice, which OTLP forbids, has its last value.
 */
export class AttributeIndex {
  readonly #bytes: Buffer;
  readonly #ranges: readonly number[];
  #index: Map<string, number> | undefined;
  /** By place, as far as they were asked for. */
  readonly #values: (AttributeValue | undefined)[] = [];

  /** @param ranges start and end of each KeyValue, one after the other. */
  constructor(bytes: Buffer, ranges: readonly number[]) {
    this.#bytes = bytes;
    this.#ranges = ranges;
  }

  get(key: string): AttributeValue | undefined {
    // Most questions are about keys that are not there.
    const at = (this.#index ?? this.#indexed()).get(key);
    if (at === undefined) return undefined;
    const known = this.#values[at];
    if (known !== undefined) return known;
    const [, value] = decodeKeyValue(this.#bytes, this.#ranges[at * 2] ?? 0, this.#ranges[at * 2 + 1] ?? 0);
    this.#values[at] = value;
    return value;
  }

  keys(): Iterable<string> {
    return this.#indexed().keys();
  }

  toMap(): AttributeMap {
    return Object.fromEntries(
      [...this.keys()].map((key): [string, AttributeValue] => [key, this.get(key) ?? null]),
    );
  }

  #indexed(): Map<string, number> {
    if (this.#index === undefined) {
      this.#index = new Map();
      for (let at = 0; at * 2 < this.#ranges.length; at++) {
        this.#index.set(decodeKey(this.#bytes, this.#ranges[at * 2] ?? 0, this.#ranges[at * 2 + 1] ?? 0), at);
      }
    }
    return this.#index;
  }
}
