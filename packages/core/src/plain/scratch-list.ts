import { indexList } from './index-list.js';
import type { IndexList } from './index-list.js';

const FEW = 64;

/**
 * A list of numbers that a function needs while it runs and hands to nobody: as long as there are few, each call gets the
 * same one again. What is made for every trace only to be thrown away costs the garbage collector more than it takes to
 * fill it. No code of a host's may run in between: it could attribute another trace.
 */
export class ScratchList {
  readonly #few: number[] = Array.from({ length: FEW }, () => 0);

  /** At least `length` places, each holding `value`; those behind are anything. */
  filled(length: number, value: -1 | 0): IndexList {
    if (length > FEW) return indexList(length, value);
    for (let place = 0; place < length; place++) this.#few[place] = value;
    return this.#few;
  }
}
