import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import type { StepDraft } from '../testing/sequence-builder.js';
import { BLAME_PROFILES } from './choose-profile.js';
import { FEATURES, logitOf, rankSteps } from './rank-steps.js';
import type { RankOptions, StepRanking } from './rank-steps.js';

const profile = BLAME_PROFILES.information_seeking;

const rank = (steps: readonly StepDraft[], options: Partial<RankOptions> = {}): StepRanking =>
  rankSteps([sequenceOf(steps, { question: 'how many?' })], { profile, ...options });

const termOf = (ranking: StepRanking, stepIndex: number, name: string): unknown =>
  ranking.candidates.find((step) => step.stepIndex === stepIndex)?.terms.find((term) => term.name === name);

const anyStep: fc.Arbitrary<StepDraft> = fc.record({
  agent: fc.constantFrom('a', 'b', 'c'),
  role: fc.constantFrom('worker', 'orchestrator'),
  says: fc.string({ unit: fc.constantFrom('A', 'b', ' ', '.', '1', 'é', '\n', '`') }),
  delegatedBy: fc.integer({ min: -1, max: 3 }),
  actions: fc.array(fc.record({ failed: fc.boolean(), result: fc.constantFrom('', '12', 'None') }), {
    maxLength: 2,
  }),
});

describe('rankSteps', () => {
  it('is a softmax that anybody can compute again from the terms', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 12 }), (steps) => {
        const { candidates } = rank(steps);
        const odds = candidates.map(({ terms }) => Math.exp(logitOf(terms)));
        const total = odds.reduce((a, b) => a + b, 0);
        for (const [at, { probability }] of candidates.entries())
          expect(probability).toBeCloseTo((odds[at] ?? 0) / total, 10);
        expect(candidates.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 10);
      }),
    );
  });

  it('has values above 0 and up to 1', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
        for (const { terms } of rank(steps).candidates)
          for (const { value } of terms) expect(value > 0 && value <= 1).toBe(true);
      }),
    );
  });

  it('lists every step, the most probable first and equal ones in order', () => {
    const { candidates } = rank([{}, { actions: [{}] }, {}, {}]);
    expect(candidates.map(({ stepIndex }) => stepIndex)).toEqual([1, 2, 3, 0]);
  });

  it('has no candidates without steps', () => {
    expect(rank([]).candidates).toEqual([]);
  });

  it('points at the actions where they are the evidence, else at the step', () => {
    const ranking = rank([{}, { actions: [{ failed: true }] }]);
    expect(termOf(ranking, 1, 'first_failing_action')).toMatchObject({ value: 1, spanIds: ['s1.0'] });
    expect(termOf(ranking, 1, 'first_action')).toMatchObject({ value: 1, spanIds: ['s1'] });
  });

  it('knows whose messages it could read', () => {
    const steps = [{ agent: 'a' }, { agent: 'b', says: '' }, { agent: 'b' }];
    expect([...rank(steps).readAgents]).toEqual([1]);
    expect([...rank(steps, { metadataOnly: true }).readAgents]).toEqual([]);
  });

  it('says what came first for each strand, and weighs the steps of all of them', () => {
    const strands = [sequenceOf([{}, { actions: [{}] }]), sequenceOf([{ actions: [{}] }])];
    const { candidates } = rankSteps(strands, { profile });
    const first = candidates.map(({ terms }) => terms.find(({ name }) => name === 'first_action')?.value);
    expect(first).toEqual([1, 1, undefined]);
    expect(candidates.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 10);
  });

  it('ranks the same without content as with metadata only', () => {
    const withText: StepDraft[] = [{ says: 'mock 12' }, { says: 'so 12', actions: [{ result: '[]' }] }];
    const without: StepDraft[] = [{}, { actions: [{}] }];
    expect(rank(withText, { metadataOnly: true }).candidates).toEqual(rank(without).candidates);
  });

  it('keeps weights to the signs of their features', () => {
    for (const { weights } of Object.values(BLAME_PROFILES))
      for (const { name, sign } of FEATURES) expect((weights[name] ?? 0) * sign).toBeGreaterThanOrEqual(0);
  });
});

describe('evidence_origin', () => {
  const steps: StepDraft[] = [
    {},
    { says: 'a mock of 12, at length', actions: [{ failed: true }] },
    { says: 'no' },
  ];
  const origin = { stepIndex: 2, strength: 1, spanIds: ['x'], kind: 'quality_check' } as const;

  it('is absent without symptoms', () => {
    expect(termOf(rank(steps), 2, 'evidence_origin')).toBeUndefined();
  });

  it('decides over what content suggests', () => {
    expect(rank(steps).candidates[0]?.stepIndex).toBe(1);
    const ranking = rank(steps, { symptoms: [origin] });
    expect(ranking.candidates[0]?.stepIndex).toBe(2);
    expect(termOf(ranking, 2, 'evidence_origin')).toMatchObject({ value: 1, spanIds: ['x'] });
    expect(termOf(ranking, 0, 'evidence_origin')).toBeUndefined();
  });

  it('leaves ties to content', () => {
    const symptoms = [origin, { ...origin, stepIndex: 1 }];
    expect(rank(steps, { symptoms }).candidates[0]?.stepIndex).toBe(1);
  });

  it('takes the strongest of several origins of a step and the spans of all', () => {
    const symptoms = [
      { ...origin, strength: 0.6 },
      { ...origin, strength: 0.9, spanIds: ['y'] },
    ];
    expect(termOf(rank(steps, { symptoms }), 2, 'evidence_origin')).toMatchObject({
      value: 0.9,
      spanIds: ['x', 'y'],
    });
  });

  it('does not count an error that the run worked around', () => {
    const symptoms = [{ ...origin, grade: 'worked_around' as const }];
    expect(rank(steps, { symptoms })).toEqual(rank(steps));
  });
});

describe('spectrum', () => {
  it('adds a term of its own where other runs are known', () => {
    const steps: StepDraft[] = [{ agent: 'a', actions: [{ tool: 't', args: '{"x":1}' }] }, {}];
    const ranking = rank(steps, { spectrum: new Map([['a|t|x', 0.7]]) });
    expect(termOf(ranking, 0, 'spectrum')).toEqual({
      name: 'spectrum',
      value: 0.7,
      weight: 1,
      spanIds: ['s0.0'],
    });
    expect(termOf(ranking, 1, 'spectrum')).toBeUndefined();
    expect(termOf(rank(steps), 0, 'spectrum')).toBeUndefined();
  });
});
