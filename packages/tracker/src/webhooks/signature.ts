import { createHmac } from 'node:crypto';
import { TrackerError } from '../tracker-error.js';

const PREFIX = 'whsec_';
/** What Standard Webhooks asks of a secret. */
const SECRET_BYTES = { min: 24, max: 64 } as const;

/** The key in a secret: `whsec_` and base64, as https://www.standardwebhooks.com has it. @throws {TrackerError} */
export function parseWebhookSecret(secret: string): Buffer {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  const key = Buffer.from(encoded, 'base64');
  if (
    /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) &&
    key.length >= SECRET_BYTES.min &&
    key.length <= SECRET_BYTES.max
  )
    return key;
  throw new TrackerError(
    'invalid_option',
    `A webhook secret is "${PREFIX}" and base64 of ${SECRET_BYTES.min} to ${SECRET_BYTES.max} random bytes.`,
  );
}

/** What is signed: who receives it can tell a repetition by the id and an old one by the time. */
export interface SignedContent {
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: string;
}

/**
 * The headers of a webhook: HMAC-SHA256 over `id.timestamp.body`, one signature for each key, so that a receiver may
 * change its secret while both are known.
 */
export function signedHeaders(
  { id, timestampSeconds, body }: SignedContent,
  keys: readonly Buffer[],
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const content = `${id}.${timestampSeconds}.${body}`;
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}
