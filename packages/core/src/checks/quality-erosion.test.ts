import { describe, expect, it } from 'vitest';

import { ConfigurationError } from '../configuration-error.js';
import { qualityErosion } from './quality-erosion.js';
import type { FingerprintedTurn } from './stagnation.js';

/** Turns apart by spaces; each letter is a call of the tool of that name. */
const turnsOf = (text: string): FingerprintedTurn[] =>
  text.split(' ').map((turn) => ({ fingerprints: turn.split('') }));

describe('quality erosion', () => {
  it.each([
    ['a', { duplicated: 0, cyclomatic: 0, dead: 0 }],
    ['a a', { duplicated: 0.5, cyclomatic: 0, dead: 0 }],
    ['a b c', { duplicated: 0, cyclomatic: 0, dead: 1 }],
    ['a b a', { duplicated: 1 / 3, cyclomatic: 0, dead: 0.5 }],
    ['a a ab ac', { duplicated: 0.25, cyclomatic: 1, dead: 0.25 }],
    ['ab cd ab cd', { duplicated: 0.5, cyclomatic: 0, dead: 1 / 3 }],
  ])('row 12: stagnation by erosion, parts of the turns %j', (text, { duplicated, cyclomatic, dead }) => {
    const result = qualityErosion(turnsOf(text));
    expect(result.duplicated).toBeCloseTo(duplicated, 9);
    expect(result.cyclomatic).toBeCloseTo(cyclomatic, 9);
    expect(result.dead).toBeCloseTo(dead, 9);
    expect(result.score).toBeCloseTo(0.4 * duplicated + 0.4 * cyclomatic + 0.2 * dead, 9);
  });

  it('row 12: stagnation by erosion admonishes once, then ends the run', () => {
    const turns = turnsOf('a a ab ac');
    expect(qualityErosion(turns, { threshold: 0.55 })).toMatchObject({
      verdict: 'inject_prompt',
      reason: 'quality_erosion',
    });
    expect(qualityErosion(turns, { threshold: 0.55, correctionsInjected: 1 })).toMatchObject({
      verdict: 'terminate',
      correctiveMessage: null,
    });
    expect(qualityErosion(turns, { threshold: 0.56 }).verdict).toBe('no_stagnation');
  });

  it('counts only turns with tool calls, and only the newest', () => {
    const turns = [...turnsOf('x x x x'), { fingerprints: [] }, ...turnsOf('a b')];
    expect(qualityErosion(turns, { windowSize: 2 }).score).toBe(0);
  });

  it('has nothing to say about a run without tool calls', () => {
    expect(qualityErosion([], { threshold: 0 }).verdict).toBe('no_stagnation');
  });

  it.each([{ windowSize: 1 }, { windowSize: 51 }, { threshold: -0.1 }])(
    'rejects the configuration %j',
    (config) => {
      expect(() => qualityErosion([], config)).toThrow(ConfigurationError);
    },
  );
});
