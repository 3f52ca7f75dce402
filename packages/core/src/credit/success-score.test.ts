import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { successScore } from './success-score.js';

describe('success score', () => {
  it.each([
    [{}, {}, 0.5],
    [{}, { status: 'error' }, 0],
    [{}, { error: 'boom' }, 0],
    [{}, { status: 'timeout' }, 0.2],
    [{}, { status: 'evicted' }, 0.5],
    [{ score: 0.8 }, { score: 0.79 }, 1],
    [{ score: 0.8 }, { score: 0.88 }, 1],
    [{ score: 0.8 }, { score: 0.3 }, 0],
    [{ delta: 0 }, { delta: 0.03 }, 1],
    [{ delta: 0 }, { delta: 0.05 }, 1],
    [{ delta: 0 }, { delta: 0.06 }, 0],
    [{ n: 100 }, { n: 110 }, 1],
    [{ n: 100 }, { n: 111 }, 0],
    [{ n: 1 }, { n: 1.1 }, 1],
    [{ n: -100 }, { n: -91 }, 1],
    [{ a: 1, b: 'x' }, { a: 1 }, 0.5],
    [{ a: 1 }, { a: null }, 0],
    [{ a: 1 }, { a: 1, error: 'e' }, 0],
    [{ a: 1 }, { a: 1, error: '' }, 1],
    [{ status: 'ok' }, { status: 'timeout' }, 0],
    [{ status: 'timeout' }, { status: 'timeout' }, 1],
    [{ done: true }, { done: 1 }, 1],
    [{ done: true }, { done: 'true' }, 0],
    [{ list: [1, { a: 2, b: 3 }] }, { list: [1, { b: 3, a: 2 }] }, 1],
  ])('row 18: expected outcome %j against %j scores %f', (expected, outcome, score) => {
    expect(successScore({ expected, outcome }).score).toBe(score);
  });

  it('row 19: acceptance criteria and expected keys count alike', () => {
    const result = successScore({
      expected: { a: 1 },
      outcome: { a: 1, score: 0.5 },
      criteria: ['score >= 0.83'],
    });
    expect(result.score).toBe(0.5);
    expect(result.criteriaVerdicts).toEqual([{ target: 'score', verdict: 'fail', source: 'outcome' }]);
  });

  it('row 19: acceptance criteria that cannot be decided count neither way', () => {
    const criteria = ['score >= 0.83', 'reads well to a person'];
    expect(successScore({ outcome: {}, criteria }).score).toBe(0.5);
    expect(successScore({ expected: { a: 1 }, outcome: { a: 1 }, criteria }).score).toBe(1);
    expect(successScore({ outcome: { status: 'timeout' }, criteria }).score).toBe(0.2);
  });

  it('row 19: acceptance criteria do not save an action that ended in an error', () => {
    const result = successScore({ outcome: { status: 'error', score: 1 }, criteria: ['score >= 0.83'] });
    expect(result.score).toBe(0);
    expect(result.criteriaVerdicts[0]?.verdict).toBe('pass');
  });

  it('row 17: observation beats the claimed outcome for expected keys too', () => {
    const observations = [{ data: { shards: 3 } }];
    expect(successScore({ expected: { shards: 8 }, outcome: { shards: 8 }, observations }).score).toBe(0);
  });

  it('is a share, whatever comes in', () => {
    const data = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(data, data, fc.array(fc.string()), (expected, outcome, criteria) => {
        const { score } = successScore({ expected, outcome, criteria });
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });
});
