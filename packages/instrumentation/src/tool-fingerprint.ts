import { createHash } from 'node:crypto';

/**
 * Names a tool call so that the same call with the same arguments is recognised: `name:` and the first 16 hex digits of
 * SHA-256 over the canonical JSON of the arguments (keys sorted, separators `,` and `:`, what is no JSON as its string).
 *
 * @example toolFingerprint('search', { q: 'otel', limit: 5 }) === toolFingerprint('search', { limit: 5, q: 'otel' })
 */
export const toolFingerprint = (name: string, args: unknown): string =>
  `${name}:${createHash('sha256').update(canonicalJson(args, new Set())).digest('hex').slice(0, 16)}`;

const canonicalJson = (value: unknown, ancestors: Set<object>): string => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
    case 'object':
      return value === null ? 'null' : structureJson(value, ancestors);
    case 'bigint':
    case 'symbol':
    case 'function':
      return JSON.stringify(String(value));
    default:
      return 'null';
  }
};

const structureJson = (value: object, ancestors: Set<object>): string => {
  // An object inside itself has no JSON; a fixed string ends the descent.
  if (ancestors.has(value)) return '"[circular]"';
  if ('toJSON' in value && typeof value.toJSON === 'function') return JSON.stringify(value) ?? 'null';
  ancestors.add(value);
  const json = Array.isArray(value)
    ? `[${value.map((item) => canonicalJson(item, ancestors)).join(',')}]`
    : membersJson(value, ancestors);
  ancestors.delete(value);
  return json;
};

const membersJson = (value: object, ancestors: Set<object>): string => {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member, ancestors)}`);
  return `{${members.join(',')}}`;
};
