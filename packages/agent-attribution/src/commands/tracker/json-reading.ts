/** JSON of the tracker as a command reads it: what is missing or null is shown as a dash. */
export type Json = Readonly<Record<string, unknown>>;

const UNKNOWN = '–';

export const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** The value at a path such as `rootCause.agent`. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => asObject(inner)[key], value);
}

export function rowsAt(value: unknown, path: string): readonly Json[] {
  const rows = at(value, path);
  return Array.isArray(rows) ? rows.map(asObject) : [];
}

export function textsAt(value: unknown, path: string): readonly string[] {
  const texts = at(value, path);
  return Array.isArray(texts) ? texts.filter((text) => typeof text === 'string') : [];
}

export function textAt(value: unknown, path: string): string {
  const text = at(value, path);
  return typeof text === 'string' && text !== '' ? text : typeof text === 'number' ? String(text) : UNKNOWN;
}

/** A number in words; a dash when it is not known, as the duration of what still runs. */
export function numberAt(value: unknown, path: string, write: (number: number) => string = String): string {
  const number = at(value, path);
  return typeof number === 'number' ? write(number) : UNKNOWN;
}
