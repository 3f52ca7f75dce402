import { redactSecrets } from '@agent-attribution/core';

/** A word that is no secret by itself: it is replaced only where the key beside it says that it is one. */
const PROBE = 'value1';

/**
 * A copy of a JSON-like value whose texts have lost their secrets. A key like `password` gives its value away, also
 * when that is a number or in a list.
 */
export const redactValues = <T>(value: T): T => redacted(value, '') as T;

const redacted = (value: unknown, key: string): unknown => {
  if (typeof value === 'string') return key === '' ? redactSecrets(value) : redactNamedText(key, value);
  if (typeof value === 'number' || typeof value === 'bigint') {
    const probe = redactNamedText(key, PROBE);
    return probe === PROBE ? value : probe;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => redacted(item, key));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [redactSecrets(name), redacted(item, name)]),
  );
};

/** The name and the value are looked at together, as the redactor would see them in a text. */
const redactNamedText = (key: string, value: string): string => {
  const text = JSON.stringify({ [key]: value });
  const without = redactSecrets(text);
  if (without === text) return value;
  try {
    const [first] = Object.values(JSON.parse(without) as Record<string, string>);
    return redactSecrets(first ?? '');
  } catch {
    return redactSecrets(value);
  }
};
