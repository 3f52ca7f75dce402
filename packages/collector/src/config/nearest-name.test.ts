import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.js';

const KNOWN = ['quiet_period', 'idle_timeout', 'max_age', 'max_traces'];

describe('nearestName', () => {
  it.each([
    ['quiet_periode', 'quiet_period'],
    ['quietPeriod', 'quiet_period'],
    ['idel_timeout', 'idle_timeout'],
    ['max_trace', 'max_traces'],
  ])('takes %s for %s', (name, meant) => {
    expect(nearestName(name, KNOWN)).toBe(meant);
  });

  it('keeps quiet when no name is near', () => {
    expect(nearestName('endpoint', KNOWN)).toBeUndefined();
  });

  it('allows a third of the letters to be wrong, and no more', () => {
    expect(nearestName('mix_ogo', ['max_age'])).toBe(undefined);
    expect(nearestName('mix_ago', ['max_age'])).toBe('max_age');
  });
});
