import { canonicalJson } from '../plain/canonical-json.js';
import { sha256Hex } from './sha256.js';

const HEX_DIGITS = 16;

/**
 * Tells two tool calls apart without keeping their arguments: the tool's name and the first 16 hex digits of the
 * SHA-256 of the arguments as canonical JSON (RFC 8785). Arguments given as JSON text are read first, so that white
 * space and the order of keys do not matter.
 *
 * @example
 * toolFingerprint('search', { q: 'x', limit: 3 }) === toolFingerprint('search', '{"limit": 3, "q": "x"}'); // true
 */
export function toolFingerprint(name: string, args: unknown): string {
  return `${name}:${sha256Hex(canonicalJson(parsedIfJson(args))).slice(0, HEX_DIGITS)}`;
}

/** The tool's name in a fingerprint; names may contain colons, hashes do not. */
export function toolNameOf(fingerprint: string): string {
  const colon = fingerprint.lastIndexOf(':');
  return colon === -1 ? fingerprint : fingerprint.slice(0, colon);
}

function parsedIfJson(args: unknown): unknown {
  if (typeof args !== 'string') return args;
  try {
    return JSON.parse(args);
  } catch {
    return args;
  }
}
