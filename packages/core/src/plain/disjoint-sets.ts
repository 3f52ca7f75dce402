/** Numbers from 0 on, in groups that can be joined: union-find with path halving. */
export class DisjointSets {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  /** Nothing happens where one of them is not there. */
  join(a: number, b: number): void {
    const first = this.firstOf(a);
    const second = this.firstOf(b);
    if (first !== -1 && second !== -1) this.#parents[Math.max(first, second)] = Math.min(first, second);
  }

  /** The lowest number of the group that `index` is in; -1 for one that is not there. */
  firstOf(index: number): number {
    const parents = this.#parents;
    let at = index;
    for (let up = parents[at]; up !== at; up = parents[at]) {
      if (up === undefined) return -1;
      parents[at] = parents[up] ?? up;
      at = up;
    }
    return at;
  }
}
