/** A list of `length` places, none of them known yet. Many times faster than `Array.from({ length })`. */
export function blankList<T>(length: number): (T | undefined)[] {
  const list: (T | undefined)[] = [];
  for (let index = 0; index < length; index++) list.push(undefined);
  return list;
}
