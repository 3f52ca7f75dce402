import type { AttributeKeys, AttributeMap, AttributeValue } from '@agent-attribution/core';
import { AttributeTable } from './attribute-table.js';

/**
 * Attributes of a resource, an event, a link or a log record that stay bytes until they are asked for. A key that is
 * given twice, which OTLP forbids, has its last value.
 */
export class AttributeIndex {
  readonly #table: AttributeTable;
  readonly #count: number;
  #keys: AttributeKeys | undefined;

  /** @param ranges start and end of each KeyValue, one after the other. */
  constructor(bytes: Buffer, ranges: readonly number[]) {
    this.#table = new AttributeTable(bytes, ranges);
    this.#count = ranges.length / 2;
  }

  get(key: string): AttributeValue | undefined {
    const place = this.#indexed().placeOf(key);
    return place < 0 ? undefined : this.#table.value(place);
  }

  toMap(): AttributeMap {
    return Object.fromEntries(
      Array.from(this.#indexed(), (key): [string, AttributeValue] => [key, this.get(key) ?? null]),
    );
  }

  #indexed(): AttributeKeys {
    this.#keys ??= this.#table.keys(0, this.#count);
    return this.#keys;
  }
}
