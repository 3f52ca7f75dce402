import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.js';

describe('parseDuration', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['500ms', 500],
    ['10s', 10_000],
    ['1.5s', 1_500],
    ['.5s', 500],
    ['1h30m', 5_400_000],
    ['6h', 21_600_000],
    ['250us', 0.25],
    ['250µs', 0.25],
  ])('reads %s as %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '10', '10 s', '-1s', 's', '.s', '1d', '10s ', '1h 30m', '1e3s', `${'9'.repeat(400)}h`])(
    'refuses "%s"',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});
