import { describe, expect, it } from 'vitest';

import { ConfigurationError, requireInRange, requireWholeNumber } from './configuration-error.js';

describe('configuration errors', () => {
  it('names the setting, what was expected and what was given', () => {
    const error = new ConfigurationError('windows[1]', 'a number of days such as "30d"', '30');
    expect(error.message).toBe('windows[1] must be a number of days such as "30d", but is 30');
    expect(error.setting).toBe('windows[1]');
    expect(error).toBeInstanceOf(Error);
  });

  it('accepts both bounds of a range and rejects what lies beyond', () => {
    expect(() => requireInRange('threshold', 0, 0, 1)).not.toThrow();
    expect(() => requireInRange('threshold', 1, 0, 1)).not.toThrow();
    expect(() => requireInRange('threshold', 1.01, 0, 1)).toThrow('a number from 0 to 1');
    expect(() => requireInRange('limit', Number.NaN, 0, Infinity)).toThrow('a number of at least 0');
  });

  it('rejects a fraction where a whole number is expected', () => {
    expect(() => requireWholeNumber('windowSize', 2, 2, 50)).not.toThrow();
    expect(() => requireWholeNumber('windowSize', 2.5, 2, 50)).toThrow(ConfigurationError);
    expect(() => requireWholeNumber('windowSize', 51, 2, 50)).toThrow('a whole number from 2 to 50');
    expect(() => requireWholeNumber('corrections', -1, 0, Infinity)).toThrow('of at least 0');
  });
});
