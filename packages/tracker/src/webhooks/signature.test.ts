import { describe, expect, it } from 'vitest';
import { parseWebhookSecret, signedHeaders } from './signature.js';

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

describe('the signature', () => {
  it('is that of the Standard Webhooks specification', () => {
    // The example of the reference implementations.
    const key = parseWebhookSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const content = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampSeconds: 1614265330,
      body: '{"test": 2432232314}',
    };
    expect(signedHeaders(content, [key])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is there once for each secret', () => {
    const keys = [24, 25].map((bytes) => parseWebhookSecret(secretOf(bytes)));
    const headers = signedHeaders({ id: 'a', timestampSeconds: 1, body: '' }, keys);
    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
  });
});

describe('a secret', () => {
  it.each([24, 64])('may have %d bytes', (bytes) => {
    expect(parseWebhookSecret(secretOf(bytes))).toHaveLength(bytes);
  });

  it.each([secretOf(23), secretOf(65), Buffer.alloc(32).toString('base64'), 'whsec_', 'whsec_not base64!'])(
    'may not be %s, and is not shown',
    (secret) => {
      expect(() => parseWebhookSecret(secret)).toThrow(
        'A webhook secret is "whsec_" and base64 of 24 to 64 random bytes.',
      );
    },
  );
});
