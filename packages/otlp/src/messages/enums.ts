import type { SpanKind, StatusCode } from '@agent-attribution/core';

/** Position is the number on the wire. */
export const SPAN_KINDS: readonly SpanKind[] = [
  'unspecified',
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
];

/** Position is the number on the wire. */
export const STATUS_CODES: readonly StatusCode[] = ['unset', 'ok', 'error'];

/**
 * The number of an enum value that JSON gives as a number, as digits or, against the letter of OTLP/JSON but as some
 * senders do, as its name (`SPAN_KIND_CLIENT`, `client`). Undefined when it is none of them.
 */
export function enumNumber(value: unknown, prefix: string, names: readonly string[]): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  if (/^-?\d{1,10}$/.test(value)) return Number(value);
  const name = value.toLowerCase();
  const index = names.indexOf(name.startsWith(prefix) ? name.slice(prefix.length) : name);
  return index === -1 ? undefined : index;
}
