import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toolFingerprint } from './tool-fingerprint.js';

const hashOf = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, 16);

describe('toolFingerprint', () => {
  it('is the name and 16 hex digits of SHA-256 over sorted, compact JSON', () => {
    expect(toolFingerprint('search', { b: [1, { d: 2, c: null }], a: 'x' })).toBe(
      `search:${hashOf('{"a":"x","b":[1,{"c":null,"d":2}]}')}`,
    );
  });

  it('takes what is no JSON as its string', () => {
    expect(toolFingerprint('t', { big: 10n, nan: Number.NaN, at: new Date(0) })).toBe(
      `t:${hashOf('{"at":"1970-01-01T00:00:00.000Z","big":"10","nan":"NaN"}')}`,
    );
  });

  it('ends on an object that contains itself', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(toolFingerprint('t', loop)).toMatch(/^t:[0-9a-f]{16}$/);
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (args) => {
        const reversed = Object.fromEntries(Object.entries(args).toReversed());
        expect(toolFingerprint('t', reversed)).toBe(toolFingerprint('t', args));
      }),
    );
  });
});
