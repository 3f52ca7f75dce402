/** An object as it comes out of JSON: string keys, values not yet known. */
export type PlainObject = Readonly<Record<string, unknown>>;

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value says "yes": nothing, zero, empty text, an empty list and an empty object do not. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isPlainObject(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The value of a key of the object itself (`constructor` is no measurement); undefined when absent or null. */
export function ownValue(data: PlainObject | undefined, key: string): unknown {
  if (data === undefined || !Object.hasOwn(data, key)) return undefined;
  return data[key] ?? undefined;
}

export function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** Mean of the values; undefined when there are none. */
export function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How often each item occurs, in order of first occurrence. */
export function countOf<T>(items: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** The most frequent items first; among equals, the one seen first. */
export function mostCommon<T>(items: Iterable<T>, limit: number): [item: T, count: number][] {
  return [...countOf(items)].sort((a, b) => b[1] - a[1]).slice(0, limit);
}
