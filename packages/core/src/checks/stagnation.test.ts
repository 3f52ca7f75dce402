import { describe, expect, it } from 'vitest';

import { ConfigurationError } from '../configuration-error.js';
import { detectStagnation, type FingerprintedTurn } from './stagnation.js';

/** One turn per letter, with one tool call. */
const turnsOf = (letters: string): FingerprintedTurn[] =>
  letters.split('').map((letter) => ({ fingerprints: [letter] }));

describe('stagnation', () => {
  it.each([
    ['aaaaa', 0.8, 2, 'cycle_detection'],
    ['abab', 0.5, 2, 'cycle_detection'],
    ['abcde', 0, null, null],
    ['aab', 0.3333, null, null],
    ['aa', 0.5, null, null],
    ['aaaab', 0.6, null, 'tool_repetition'],
    ['ababa', 0.6, 2, 'cycle_detection'],
    ['aaabc', 0.4, null, null],
    ['bcabc', 0.4, null, null],
  ])('row 12: stagnation of the turns %s', (letters, ratio, cycleLength, reason) => {
    const result = detectStagnation(turnsOf(letters));
    expect(result.repetitionRatio).toBeCloseTo(ratio, 4);
    expect(result).toMatchObject({ cycleLength, reason });
    expect(result.verdict).toBe(reason === null ? 'no_stagnation' : 'inject_prompt');
  });

  it('row 12: stagnation is named to the agent once, then ends the run', () => {
    const first = detectStagnation(turnsOf('baab'), { repetitionThreshold: 0.5 });
    expect(first).toMatchObject({ verdict: 'inject_prompt', repeatedTools: ['a', 'b'] });
    expect(first.correctiveMessage).toContain('a, b');
    const second = detectStagnation(turnsOf('baab'), { repetitionThreshold: 0.5, correctionsInjected: 1 });
    expect(second).toMatchObject({ verdict: 'terminate', correctiveMessage: null });
  });

  it('ends the run at once when no correction is allowed', () => {
    expect(detectStagnation(turnsOf('aaaaa'), { maxCorrections: 0 }).verdict).toBe('terminate');
  });

  it('looks at turns with tool calls only, and at the newest of them', () => {
    const idle = { fingerprints: [] };
    const turns = [...turnsOf('aaaa'), idle, ...turnsOf('bcdef'), idle];
    expect(detectStagnation(turns).verdict).toBe('no_stagnation');
  });

  it('says nothing below the least number of turns', () => {
    const busy = { fingerprints: ['a', 'a', 'a', 'a'] };
    expect(detectStagnation([busy]).verdict).toBe('no_stagnation');
    expect(detectStagnation([busy], { minToolTurns: 1 }).verdict).toBe('inject_prompt');
  });

  it('does not look for cycles, or for anything, when told not to', () => {
    expect(detectStagnation(turnsOf('abab'), { cycleDetection: false }).verdict).toBe('no_stagnation');
    expect(detectStagnation(turnsOf('aaaaa'), { enabled: false }).verdict).toBe('no_stagnation');
  });

  it('takes the calls of a turn in any order', () => {
    const turns = [['a', 'b'], ['c'], ['b', 'a'], ['c']].map((fingerprints) => ({ fingerprints }));
    expect(detectStagnation(turns).cycleLength).toBe(2);
  });

  it.each([
    { windowSize: 1 },
    { windowSize: 51 },
    { minToolTurns: 0 },
    { windowSize: 3, minToolTurns: 4 },
    { repetitionThreshold: 1.1 },
    { maxCorrections: -1 },
  ])('rejects the configuration %j', (config) => {
    expect(() => detectStagnation([], config)).toThrow(ConfigurationError);
  });
});
