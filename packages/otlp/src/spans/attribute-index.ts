import type { AttributeMap, AttributeValue } from '@agent-attribution/core';
import { decodeKey, decodeKeyValue } from './any-value.js';

/**
 * Attributes that stay bytes until they are asked for. The keys are indexed at the first question and each value is
 * decoded once. A key that is given twice, which OTLP forbids, has its last value.
 */
export class AttributeIndex {
  readonly #bytes: Buffer;
  readonly #ranges: readonly number[];
  readonly #from: number;
  readonly #to: number;
  #index: Map<string, number> | undefined;
  /** By place, as far as they were asked for. */
  readonly #values: (AttributeValue | undefined)[] = [];

  /**
   * @param ranges start and end of each KeyValue, one after the other; those of others may stand before and behind
   * @param from where its own begin
   * @param to where they end
   */
  constructor(bytes: Buffer, ranges: readonly number[], from = 0, to: number = ranges.length) {
    this.#bytes = bytes;
    this.#ranges = ranges;
    this.#from = from;
    this.#to = to;
  }

  get(key: string): AttributeValue | undefined {
    // Most questions are about keys that are not there.
    const at = (this.#index ?? this.#indexed()).get(key);
    if (at === undefined) return undefined;
    const known = this.#values[at];
    if (known !== undefined) return known;
    const range = this.#from + at * 2;
    const [, value] = decodeKeyValue(this.#bytes, this.#ranges[range] ?? 0, this.#ranges[range + 1] ?? 0);
    this.#values[at] = value;
    return value;
  }

  has(key: string): boolean {
    return this.#indexed().has(key);
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
      for (let at = this.#from; at < this.#to; at += 2) {
        const key = decodeKey(this.#bytes, this.#ranges[at] ?? 0, this.#ranges[at + 1] ?? 0);
        this.#index.set(key, (at - this.#from) / 2);
      }
    }
    return this.#index;
  }
}
