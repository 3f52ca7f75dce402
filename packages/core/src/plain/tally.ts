/**
 * How often each name comes, in order of first appearance. A trace has a handful of names: finding one among them takes
 * less than a property of an object whose keys are not known beforehand.
 *
 * @param nameOf - undefined for an item that does not count
 */
export function tally<T>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined,
): Record<string, number> {
  const names: string[] = [];
  const counts: number[] = [];
  for (const item of items) {
    const name = nameOf(item);
    if (name === undefined) continue;
    const place = names.indexOf(name);
    if (place === -1) counts[names.push(name) - 1] = 1;
    else counts[place] = (counts[place] ?? 0) + 1;
  }
  const tallied: Record<string, number> = {};
  for (let place = 0; place < names.length; place++) tallied[names[place] ?? ''] = counts[place] ?? 0;
  return tallied;
}
