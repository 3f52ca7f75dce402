import { describe, expect, it } from 'vitest';
import type { TokenKeys } from './token-usage.js';
import { usageInRecord } from './token-usage.js';

const KEYS: TokenKeys = {
  input: ['in', 'prompt'],
  output: ['out'],
  cacheRead: ['details.read'],
  cacheWrite: ['write'],
  reasoning: ['think'],
  cache: 'included',
};

describe('usageInRecord', () => {
  it('reads the first key that is there, also within a record', () => {
    expect(usageInRecord({ prompt: 10, out: '5', details: { read: 4 }, think: 2 }, KEYS)).toEqual({
      input: 10,
      output: 5,
      cacheRead: 4,
      cacheWrite: 0,
      reasoning: 2,
    });
  });

  it('adds the cache where the input leaves it out', () => {
    const record = { in: 10, out: 5, details: { read: 4 }, write: 3 };
    expect(usageInRecord(record, { ...KEYS, cache: 'excluded' })).toMatchObject({ input: 17, cacheRead: 4 });
  });

  it('reports nothing where neither input nor output is there', () => {
    expect(usageInRecord({ think: 2 }, KEYS)).toBeUndefined();
    expect(usageInRecord('10', KEYS)).toBeUndefined();
  });

  it('reports what is there when only one side is', () => {
    expect(usageInRecord({ in: 10 }, KEYS)).toMatchObject({ input: 10, output: 0 });
  });
});
