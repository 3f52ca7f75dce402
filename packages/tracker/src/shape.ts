import { cut } from './limits.js';

/**
 * Reads a value from outside by its shape; undefined when it has another one. The few shapes that a report is made of:
 * every trace brings one, and a schema library takes three times as long to read it.
 */
export type Read<T> = (value: unknown) => T | undefined;

/** A text, cut to so many characters. */
export const text =
  (maxChars: number): Read<string> =>
  (value) =>
    typeof value === 'string' ? cut(value, maxChars) : undefined;

/** A text as it is, when it matches. */
export const matching =
  (pattern: RegExp): Read<string> =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined;

/** A finite number within these limits, both included. */
export const numberIn =
  (least: number = Number.NEGATIVE_INFINITY, most: number = Number.POSITIVE_INFINITY): Read<number> =>
  (value) =>
    typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most
      ? value
      : undefined;

/** A whole number, at least this. */
export const wholeFrom =
  (least: number): Read<number> =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least ? Number(value) : undefined;

export const oneOf =
  <T extends string | number>(values: readonly T[]): Read<T> =>
  (value) =>
    values.find((known) => known === value);

export const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value) =>
    value === null ? null : read(value);

/** A list whose items all have this shape; the first so many of them. */
export const listOf =
  <T>(read: Read<T>, maxItems: number): Read<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value)) return undefined;
    const items: T[] = [];
    for (const item of value as readonly unknown[]) {
      const known = read(item);
      if (known === undefined) return undefined;
      if (items.length < maxItems) items.push(known);
    }
    return items;
  };

/** Values by name, all of one shape. */
export const recordOf =
  <T>(readName: Read<string>, read: Read<T>): Read<Readonly<Record<string, T>>> =>
  (value) => {
    if (!isObject(value)) return undefined;
    const entries: [string, T][] = [];
    for (const [key, item] of Object.entries(value)) {
      const [name, known] = [readName(key), read(item)];
      if (name === undefined || known === undefined) return undefined;
      entries.push([name, known]);
    }
    return Object.fromEntries(entries);
  };

/** Fields that must be there and fields that may; others are left out. */
export function objectOf<T extends object>(fields: {
  readonly [K in keyof T]-?: undefined extends T[K] ? Optional<Exclude<T[K], undefined>> : Read<T[K]>;
}): Read<T> {
  const known = Object.entries(fields) as [string, Read<unknown> | Optional<unknown>][];
  return (value) => {
    if (!isObject(value)) return undefined;
    const read: Record<string, unknown> = {};
    for (const [name, field] of known) {
      const isOptional = typeof field !== 'function';
      const given = value[name];
      if (isOptional && given === undefined) continue;
      const item = isOptional ? field.optional(given) : field(given);
      if (item === undefined) return undefined;
      read[name] = item;
    }
    return read as T;
  };
}

interface Optional<T> {
  readonly optional: Read<T>;
}

export const optional = <T>(read: Read<T>): Optional<T> => ({ optional: read });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
