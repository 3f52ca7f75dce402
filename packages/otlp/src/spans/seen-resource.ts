import type { AttributeValue } from '@agent-attribution/core';
import { WireReader } from '../wire/wire-reader.js';
import { AttributeIndex } from './attribute-index.js';

/** What the spans of one scope share; filled while the request is scanned, as it may stand behind its spans. */
export interface SeenScope {
  name: string;
}

/** What the spans of one resource share; filled while the request is scanned, as it may stand behind its spans. */
export class SeenResource {
  readonly #bytes: Buffer;
  readonly #ranges: number[] = [];
  #attributes: AttributeIndex | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Takes a Resource that has been checked. One that is given in parts has the attributes of all of them. */
  add(start: number, end: number): void {
    this.#ranges.push(start, end);
  }

  attribute(key: string): AttributeValue | undefined {
    this.#attributes ??= this.#index();
    return this.#attributes.get(key);
  }

  #index(): AttributeIndex {
    const attributes: number[] = [];
    for (let at = 0; at < this.#ranges.length; at += 2) {
      const reader = new WireReader(this.#bytes, this.#ranges[at] ?? 0, this.#ranges[at + 1] ?? 0);
      while (reader.next()) {
        if (reader.fieldNumber !== 1) {
          reader.skip();
          continue;
        }
        const end = reader.readLength();
        attributes.push(reader.position, end);
        reader.position = end;
      }
    }
    return new AttributeIndex(this.#bytes, attributes);
  }
}
