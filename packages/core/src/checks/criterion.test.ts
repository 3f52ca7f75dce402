import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCriterion } from './criterion.js';

describe('parsing a criterion', () => {
  it.each([
    ['hive_score >= 0.83', { kind: 'metric', target: 'hive_score', op: '>=', value: 0.83 }],
    ['  optimizer.health > 0 ', { kind: 'metric', target: 'optimizer.health', op: '>', value: 0 }],
    ['errors=0', { kind: 'metric', target: 'errors', op: '==', value: 0 }],
    ['delta <= -1e-3', { kind: 'metric', target: 'delta', op: '<=', value: -0.001 }],
    ['state != "blocked"', { kind: 'metric', target: 'state', op: '!=', value: 'blocked' }],
    ['merged == true', { kind: 'metric', target: 'merged', op: '==', value: true }],
    ['health_score > baseline', { kind: 'metric', target: 'health_score', op: '>', valueRef: 'baseline' }],
    ['all_shards_complete', { kind: 'test', target: 'all_shards_complete' }],
    ['the answer reads well', { kind: 'free_text', target: 'the answer reads well' }],
    ['score >= as good as before', { kind: 'free_text', target: 'score >= as good as before' }],
    ['score >=', { kind: 'free_text', target: 'score >=' }],
    ['', { kind: 'free_text', target: '' }],
  ])('row 19: acceptance criterion %j', (text, criterion) => {
    expect(parseCriterion(text)).toEqual(criterion);
  });

  it('row 19: acceptance criterion given as an object passes through', () => {
    const criterion = {
      kind: 'invariant',
      target: 'spend',
      op: '==',
      value: 5,
      tolerance: 0.5,
      derivation: 'plan',
    };
    expect(parseCriterion(criterion)).toEqual(criterion);
    expect(parseCriterion({ target: 'spend', op: '<', value_ref: 'limit' })).toEqual({
      kind: 'metric',
      target: 'spend',
      op: '<',
      valueRef: 'limit',
    });
  });

  it.each([
    {},
    { target: 7 },
    { target: 'a', op: '~', value: 1 },
    { target: 'a', op: '>=' },
    { kind: 'x', target: 'a' },
  ])('keeps the malformed object %j as free text', (object) => {
    expect(parseCriterion(object).kind).toBe('free_text');
  });

  it('reads anything', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (input) => void parseCriterion(input)));
  });
});
