/** So many lists are kept in sight of a {@link ByKeys}; a power of two. */
export const KEY_SLOTS = 4096;

/**
 * The keys of a span's attributes in the order in which it has them. Spans made by the same code have the same keys, and
 * share one such object ({@link attributeKeysOf}): what follows from keys alone is then found out once for all of them.
 * A key given twice, which OTLP forbids, has its last place.
 */
export interface AttributeKeys extends Iterable<string> {
  /** Place in the tables of {@link ByKeys}; -1 for a list that is not shared. */
  readonly slot: number;
  readonly count: number;
  has(key: string): boolean;
  /** Which attribute of the span the key stands for, from 0; -1 when the span has none. */
  placeOf(key: string): number;
  /** The key of an attribute; empty where the span has none. */
  keyAt(place: number): string;
}

/** Its keys are put into a table when the first is asked for. */
export class KeyList implements AttributeKeys {
  readonly slot: number;
  readonly #list: readonly string[];
  #places: Map<string, number> | undefined;

  constructor(list: readonly string[], slot: number) {
    this.#list = list;
    this.slot = slot;
  }

  get count(): number {
    return this.#list.length;
  }

  has(key: string): boolean {
    return (this.#places ?? this.#index()).has(key);
  }

  placeOf(key: string): number {
    return (this.#places ?? this.#index()).get(key) ?? -1;
  }

  keyAt(place: number): string {
    return this.#list[place] ?? '';
  }

  /** In order, each once. */
  [Symbol.iterator](): IterableIterator<string> {
    return (this.#places ?? this.#index()).keys();
  }

  #index(): Map<string, number> {
    const places = new Map<string, number>();
    for (let place = 0; place < this.#list.length; place++) places.set(this.#list[place] ?? '', place);
    this.#places = places;
    return places;
  }
}

/** The keys of a span that has no attributes. */
export const NO_KEYS: AttributeKeys = new KeyList([], 0);
