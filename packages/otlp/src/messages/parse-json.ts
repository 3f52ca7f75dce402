import { MalformedOtlpError } from '../wire/malformed-otlp-error.js';
import { findJsonBreak } from './find-json-break.js';

/**
 * Parses JSON in UTF-8, with or without a byte order mark.
 *
 * @throws MalformedOtlpError that says in which line and column the text breaks or ends too early; it quotes no content.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    const at = findJsonBreak(text);
    const before = text.slice(0, at);
    const place = `line ${before.split('\n').length}, column ${at - before.lastIndexOf('\n')}`;
    throw new MalformedOtlpError(
      'json',
      place,
      at === text.length ? 'the JSON text ends too early' : 'this is not JSON',
    );
  }
}
