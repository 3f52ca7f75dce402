/** A list of `length` places, none of them known yet. Many times faster than `Array.from({ length })`. */
export function blankList<T>(length: number): (T | undefined)[] {
  return Array<T | undefined>(length).fill(undefined);
}
