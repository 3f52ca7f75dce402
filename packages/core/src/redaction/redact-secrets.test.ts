import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { redactAndLimit, redactSecrets } from './redact-secrets.js';

/** Made up here and put together at run time, so that no scanner takes this file for a leak. */
const alnum = (length: number): string => 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(10).slice(0, length);
const hex = (length: number): string => '0123456789abcdef'.repeat(10).slice(0, length);

/** What secrets, names and placeholders are made of, to be put together at random. */
const PIECES: readonly string[] = [
  ...'password token secret cookie authorization api_key sha256: sk- eyJ AKIA xoxb- :// @ : = " - _ . / + ]'.split(
    ' ',
  ),
  ...'[REDACTED:token] [REDACTED: -----END 4111111111111111 SG. 123456789:AA'.split(' '),
  ' ',
  'bearer ',
  '\\"',
  '-----BEGIN KEY-----',
  hex(40),
  hex(20),
  alnum(40),
  alnum(16),
  'a'.repeat(20),
  'A1'.repeat(10),
  'eyJaaaaaa.bbbbbb',
];

const MEGABYTE_UNITS: readonly string[] = [
  ...'a A 4 - = : :// sk- eyJ eyJaaaaaa. password= token: "password":" -----BEGIN ://a: aA1 _'.split(' '),
  ...'abcdef0123 [REDACTED: SG.aaaaaaaaaaaaaaaaa sha256: sk-aaaaaaaaaaaaaaaaaaaaa ://a:b@'.split(' '),
  '\\"token\\":',
  'cookie: a',
  'bearer ',
  'authorization: basic ',
  '4111 ',
  '-----BEGIN A-----',
  '1 ',
  '\n',
];

describe('redacting secrets', () => {
  it.each([
    ['openai_key', `sk-proj-${alnum(40)}`],
    ['openai_key', `sk-${alnum(48)}`],
    ['anthropic_key', `sk-ant-api03-${alnum(60)}`],
    ['aws_key', `AKIA${alnum(20).toUpperCase()}`],
    ['google_key', `AIza${alnum(35)}`],
    ['google_key', `ya29.${alnum(40)}`],
    ['stripe_key', `sk_live_${alnum(24)}`],
    ['stripe_key', `whsec_${alnum(32)}`],
    ['github_token', `ghp_${alnum(36)}`],
    ['github_token', `github_pat_${alnum(22)}_${alnum(40)}`],
    ['gitlab_token', `glpat-${alnum(20)}`],
    ['slack_token', `xoxb-1234567890-${alnum(24)}`],
    ['sendgrid_key', `SG.${alnum(22)}.${alnum(43)}`],
    ['twilio_key', `SK${hex(32)}`],
    ['huggingface_token', `hf_${alnum(34)}`],
    ['vendor_key', `npm_${alnum(36)}`],
    ['vendor_key', `123456789:AA${alnum(33)}`],
    ['vendor_key', `hvs.${alnum(24)}`],
    ['jwt', `eyJ${alnum(20)}.eyJ${alnum(40)}.${alnum(43)}`],
    ['hex_token', hex(40)],
    ['hex_token', hex(64).toUpperCase()],
    ['encoded_token', `${alnum(40)}+/${alnum(20)}==`],
    ['card_number', '4111111111111111'],
    ['card_number', '4111 1111 1111 1111'],
    ['card_number', '5555-5555-5555-4444'],
    ['card_number', '3782 822463 10005'],
  ])('row 26: secrets of the kind %s are redacted wherever they stand', (type, secret) => {
    for (const [before, after] of [
      ['', ''],
      ['It is ', ', he said.'],
      ['["', '"]'],
      ['2024 ', '\n'],
      ['(', ')'],
    ] as const) {
      expect(redactSecrets(before + secret + after)).toBe(`${before}[REDACTED:${type}]${after}`);
    }
  });

  it.each([
    ['password=hunter2', 'password=[REDACTED:password]'],
    ['DB_PASSWORD: "p w, d"', 'DB_PASSWORD: "[REDACTED:password]"'],
    [`{"userPassword":"a\\"b"}`, '{"userPassword":"[REDACTED:password]"}'],
    [String.raw`"{\"passwd\": \"x,y\"}"`, String.raw`"{\"passwd\": \"[REDACTED:password]\"}"`],
    [`os.environ["PASSWORD"] = 'x'`, `os.environ["PASSWORD"] = '[REDACTED:password]'`],
    ['(pwd: hunter2).', '(pwd: [REDACTED:password]).'],
    [':password => "x"', ':password => "[REDACTED:password]"'],
    ['a?api_key=abcdef&b=1', 'a?api_key=[REDACTED:api_key]&b=1'],
    ['X-API-Key: abcdef', 'X-API-Key: [REDACTED:api_key]'],
    ['AccountKey=abc/def+g==;Endpoint=x', 'AccountKey=[REDACTED:api_key];Endpoint=x'],
    ['client_secret: abcdef', 'client_secret: [REDACTED:secret]'],
    ['aws_secret_access_key = abcdef', 'aws_secret_access_key = [REDACTED:secret]'],
    ['access_token=abcdef', 'access_token=[REDACTED:token]'],
    ['token: abc12345', 'token: [REDACTED:token]'],
    ['Authorization: Bearer abcdef', 'Authorization: Bearer [REDACTED:bearer_token]'],
    ['{"authorization":"Basic dXNlcjpwYXNz"}', '{"authorization":"Basic [REDACTED:basic_auth]"}'],
    ['Authorization: abcdef12', 'Authorization: [REDACTED:authorization]'],
    ['Set-Cookie: sid=abc; Path=/', 'Set-Cookie: [REDACTED:cookie]'],
    ['curl with bearer abcdefgh12345678', 'curl with bearer [REDACTED:bearer_token]'],
    ['postgres://u:p@host/db', 'postgres://[REDACTED:connection_string]@host/db'],
    ['redis://:p@ss@host:6379', 'redis://[REDACTED:connection_string]@host:6379'],
  ])('row 26: secrets given away by what is around them: %j', (text, redacted) => {
    expect(redactSecrets(text)).toBe(redacted);
  });

  it('row 26: secrets in PEM blocks are redacted whole, also when cut off', () => {
    const begin = '-----BEGIN RSA PRIVATE KEY-----';
    const body = `${alnum(64)}\n${alnum(64)}\n`;
    expect(redactSecrets(`a\n${begin}\n${body}-----END RSA PRIVATE KEY-----\nb`)).toBe(
      'a\n[REDACTED:pem]\nb',
    );
    expect(redactSecrets(`a ${begin}\\n${alnum(40)}\\nMII`)).toBe('a [REDACTED:pem]');
  });

  it.each([
    'trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7',
    'traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    'uuid=123e4567-e89b-12d3-a456-426614174000',
    'fingerprint: search:00f067aa0ba902b7',
    `image@sha256:${hex(64)}`,
    'at 2024-01-01T00:00:00.000Z, 1700000000000000 microseconds, 1700000000000000000 nanoseconds',
    'call_62136354abcDEF62136354ab, toolu_01A09q90qw90lq917835lq9',
    'The password: it must be changed. Token: unexpected identifier. max_tokens=4096, token_usage: 1834',
    'password: null, "secret": "string", token = required',
    'A basic understanding of authentication and bearer instruments',
    'http://localhost:3000/@scope/package and ssh://git@github.com/x',
    '/usr/local/lib/node_modules/@scope/some-package/dist/esm/internal/deeply/nested/index2.js',
    'getUserByOrganizationIdAndSomeOtherVeryLongCondition2Version3Handler',
    'sk-learn-compatible-estimators-for-everyone',
    'Card 4111 1111 1111 1112, order 1234567890123456, ratio 0.4111111111111111',
    'Token::new12345678(parser)',
    '-----BEGIN-----',
    'Grüße, 日本語 😀',
  ])('leaves %j as it is', (text) => {
    expect(redactSecrets(text)).toBe(text);
  });

  it('row 26: secrets are redacted before the text is cut', () => {
    expect(redactAndLimit(`ab password=${alnum(30)} cd`, 12)).toBe('ab password=');
    expect(redactAndLimit(`password=${alnum(30)} cd`, 500)).toBe('password=[REDACTED:password] cd');
  });

  const piece = fc.oneof({ weight: 3, arbitrary: fc.string({ maxLength: 12 }) }, fc.constantFrom(...PIECES));

  it('row 26: secrets redacted twice are redacted once', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = redactSecrets(pieces.join(''));
        expect(redactSecrets(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('row 26: secrets never survive beside anything that ends a word', () => {
    const secret = `ghp_${alnum(36)}`;
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(' ', '\n', '"', ',', '(', '='),
        fc.string(),
        (before, end, after) => {
          expect(redactSecrets(`${before} ${secret}${end}${after}`)).not.toContain(secret);
        },
      ),
    );
  });

  it.each(MEGABYTE_UNITS)('looks through a megabyte of %j in under two seconds', (unit) => {
    const text = unit.repeat(Math.ceil(1_048_576 / unit.length));
    const startMs = performance.now();
    redactSecrets(text);
    expect(performance.now() - startMs).toBeLessThan(2000);
  });
});
