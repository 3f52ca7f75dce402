import type { AttributeKeys } from './attribute-keys.js';

/**
 * What follows from the keys of a span alone, found once for all spans that have the same. A table of fixed size: lists
 * that fall on the same place take turns.
 *
 * @example
 * const saysOutcome = new ByKeys((keys) => keys.has('attribution.outcome'));
 * if (saysOutcome.of(span.keys)) …
 */
export class ByKeys<T> {
  readonly #find: (keys: AttributeKeys) => T;
  readonly #known: { readonly keys: AttributeKeys; readonly found: T }[] = [];

  constructor(find: (keys: AttributeKeys) => T) {
    this.#find = find;
  }

  of(keys: AttributeKeys): T {
    const known = this.#known[keys.slot];
    return known !== undefined && known.keys === keys ? known.found : this.#miss(keys);
  }

  #miss(keys: AttributeKeys): T {
    const found = this.#find(keys);
    if (keys.slot === -1) return found;
    // Filled up to the place: a list with holes is slower to read.
    const entry = { keys, found };
    while (this.#known.length <= keys.slot) this.#known.push(entry);
    this.#known[keys.slot] = entry;
    return found;
  }
}
