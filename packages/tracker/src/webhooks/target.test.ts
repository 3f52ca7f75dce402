import type { lookup } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { parseWebhookTarget, publicLookup } from './target.js';

describe('the target of a webhook', () => {
  it('is called by its origin: what follows may be secret', () => {
    expect(parseWebhookTarget('https://hooks.example/runs?key=s3cret', false).name).toBe(
      'https://hooks.example',
    );
  });

  it.each([
    'http://hooks.example/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]:8443/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
  ])('is %s only when private targets are allowed', (url) => {
    expect(() => parseWebhookTarget(url, false)).toThrow(/^The webhook to .*allow private targets/);
    expect(parseWebhookTarget(url, true).url.href).toBe(new URL(url).href);
  });

  it.each(['', 'hooks.example', 'ftp://hooks.example/', 'https://me:secret@hooks.example/'])(
    'is never %j',
    (url) => {
      expect(() => parseWebhookTarget(url, true)).toThrow(
        expect.objectContaining({ code: 'invalid_option', message: expect.not.stringContaining('me:') }),
      );
    },
  );
});

const lookUp = (addresses: readonly string[], all: boolean) => {
  const known = ((_name: string, _options: unknown, done: (error: null, found: unknown) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup;
  return new Promise((resolve) => {
    publicLookup(known)('hooks.example', { all }, (error, address) =>
      resolve(error === null ? address : error.message),
    );
  });
};

describe('the look-up', () => {
  it('gives the first address, or all', async () => {
    expect(await lookUp(['1.1.1.1', '1.0.0.1'], false)).toBe('1.1.1.1');
    expect(await lookUp(['1.1.1.1'], true)).toEqual([{ address: '1.1.1.1', family: 4 }]);
  });

  it('fails when one address is private', async () => {
    expect(await lookUp(['1.1.1.1', '127.0.0.1'], true)).toBe('its name leads into a private network');
  });
});
