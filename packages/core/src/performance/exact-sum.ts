/**
 * The sum of many numbers without the error that grows with each addition: the partial sums are kept exactly and
 * added up at the end (J. R. Shewchuk, 1997). Ten times 0.1 is 1.
 */
export function exactSum(values: Iterable<number>): number {
  const partials: number[] = [];
  for (const value of values) {
    let rest = value;
    let kept = 0;
    for (const partial of partials) {
      const [large, small] = Math.abs(rest) < Math.abs(partial) ? [partial, rest] : [rest, partial];
      const sum = large + small;
      const error = small - (sum - large);
      if (error !== 0) partials[kept++] = error;
      rest = sum;
    }
    partials.length = kept;
    partials.push(rest);
  }
  return partials.reduceRight((sum, partial) => sum + partial, 0);
}
