import { limitText } from './limit-text.js';
import { redactBearer, redactPem, redactUrlCredentials } from './redact-blocks.js';
import { redactCards } from './redact-cards.js';
import { redactNamed } from './redact-named.js';
import { redactWords } from './redact-words.js';
import { HAS_LONG_WORD, HAS_MANY_DIGITS, HAS_SEPARATOR, traitsOf } from './text-traits.js';

/** In this order: what is named or framed goes first, for a look alone may find only part of it. */
const STAGES: readonly { readonly needs: number; readonly redact: (text: string) => string }[] = [
  { needs: HAS_LONG_WORD, redact: redactPem },
  { needs: HAS_SEPARATOR, redact: redactUrlCredentials },
  { needs: HAS_SEPARATOR, redact: redactNamed },
  { needs: HAS_LONG_WORD, redact: redactBearer },
  { needs: HAS_MANY_DIGITS, redact: redactCards },
  { needs: HAS_LONG_WORD, redact: redactWords },
];

/** A placeholder may end a word that hid another secret; two rounds are usual, more take a text made for it. */
const MAX_ROUNDS = 8;

/**
 * A text without its secrets: keys and tokens of known issuers, JWTs, `Authorization` headers, bearer tokens, cookies,
 * values that a name like `password` or `api_key` gives away, credentials in URLs, PEM blocks, payment cards (by Luhn)
 * and hex or base64 of 40 characters and more. Each becomes `[REDACTED:<type>]`.
 *
 * Stays: ids of traces (32 hex digits) and spans (16), UUIDs, `traceparent`, tool fingerprints, digests marked as such
 * (`sha256:…`), dates and prose. A git commit's 40 hex digits do not: nothing tells them from a key.
 *
 * Redacting twice is redacting once. Time is linear in the text; a text in which no secret can be is only looked over.
 *
 * @example
 * redactSecrets('password=hunter2'); // 'password=[REDACTED:password]'
 */
export function redactSecrets(text: string): string {
  let redacted = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = redacted;
    // Looked at anew each time: a placeholder has a colon where there may have been none.
    const traits = traitsOf(before);
    for (const { needs, redact } of STAGES) {
      if ((traits & needs) !== 0) redacted = redact(redacted);
    }
    if (redacted === before) break;
  }
  return redacted;
}

/** Redacts, then limits: never the other way round, or half a secret would no longer be known as one. */
export function redactAndLimit(text: string, maxLength: number): string {
  return limitText(redactSecrets(text), maxLength);
}
