/**
 * The ids of a small trace, all of one length, behind one another in one text. A thousand traces are remembered, nearly
 * all of them for nothing, and twenty strings each are work for the garbage collector. An id may hold any character: in
 * the bytes of a request it is eight of them.
 */
export class PackedIds {
  readonly #width: number;
  readonly #text: string;

  constructor(ids: readonly string[], width: number) {
    this.#width = width;
    this.#text = ids.join('');
  }

  has(id: string): boolean {
    if (id.length !== this.#width) return false;
    let at = this.#text.indexOf(id);
    // The end of one id and the beginning of the next may look like another.
    while (at !== -1 && at % this.#width !== 0) at = this.#text.indexOf(id, at + 1);
    return at !== -1;
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let at = 0; at < this.#text.length; at += this.#width) yield this.#text.slice(at, at + this.#width);
  }
}

/** Ids that are only looked up from now on: packed, where they are few and of one length. */
export function pack(ids: readonly string[] | Set<string>): PackedIds | Set<string> {
  if (ids instanceof Set) return ids;
  const width = ids[0]?.length ?? 0;
  return width > 0 && ids.every(({ length }) => length === width) ? new PackedIds(ids, width) : new Set(ids);
}

/** Few of the traces get more ids: then a set is no waste. */
export function packMore(packed: PackedIds | Set<string>, ids: Iterable<string>): Set<string> {
  const all = packed instanceof Set ? packed : new Set(packed);
  for (const id of ids) all.add(id);
  return all;
}
