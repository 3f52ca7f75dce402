import { describe, expect, it, vi } from 'vitest';
import { attributeKeysOf } from './attribute-keys-of.js';
import type { AttributeKeys } from './attribute-keys.js';
import { KeyList } from './attribute-keys.js';
import { ByKeys } from './by-keys.js';

describe('ByKeys', () => {
  it('finds out once for all spans with the same keys', () => {
    const find = vi.fn((keys: AttributeKeys) => [...keys].join());
    const byKeys = new ByKeys(find);
    expect([byKeys.of(attributeKeysOf(['p', 'q'])), byKeys.of(attributeKeysOf(['p', 'q']))]).toEqual([
      'p,q',
      'p,q',
    ]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('does not mistake one list for another that falls on the same place', () => {
    const byKeys = new ByKeys((keys) => [...keys].join());
    const first = new KeyList(['a'], 7);
    const second = new KeyList(['b'], 7);
    expect([byKeys.of(first), byKeys.of(second), byKeys.of(first)]).toEqual(['a', 'b', 'a']);
  });

  it('keeps nothing of a list that is not shared', () => {
    const find = vi.fn(() => 1);
    const byKeys = new ByKeys(find);
    const keys = new KeyList(['a'], -1);
    byKeys.of(keys);
    byKeys.of(keys);
    expect(find).toHaveBeenCalledTimes(2);
  });
});
