import { redactAndLimit } from '../redaction/redact-secrets.js';

/** Longest free text that we write ourselves. */
const MAX_CHARS = 500;

/** Text of the traced program as we repeat it: without secrets, and not too much of it. */
export function ownText(text: string): string;
export function ownText(text: string | undefined): string | undefined;
export function ownText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : redactAndLimit(text, MAX_CHARS);
}
