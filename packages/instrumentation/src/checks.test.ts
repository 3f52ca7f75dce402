import { SpanStatusCode } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import { withBudgetCheck } from './with-budget-check.js';
import { withQualityCheck } from './with-quality-check.js';
import { withStagnationCheck } from './with-stagnation-check.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

describe('withQualityCheck', () => {
  it('records the verdict that the check returns, and returns it unchanged', () => {
    const finding = { verdict: 'incorrect', confidence: 0.7, reason: 'no sources', stepIndex: 0 };
    expect(withQualityCheck({ name: 'sources' }, () => finding)).toBe(finding);
    expect(recorded.attributesOf('quality_check sources')).toEqual({
      'attribution.node_type': 'quality_check',
      'attribution.check.verdict': 'incorrect',
      'attribution.check.confidence': 0.7,
      'attribution.check.reason': 'no sources',
    });
    expect(recorded.named('quality_check sources').status.code).toBe(SpanStatusCode.UNSET);
  });

  it('records the verdict that the check states, over the one it returns', async () => {
    await withQualityCheck({}, async (check) => {
      check.setVerdict('correct', { confidence: 0.9 });
      return { verdict: 'neutral' };
    });
    expect(recorded.attributesOf('quality_check')['attribution.check.verdict']).toBe('correct');
  });

  it('records no verdict it does not know', () => {
    withQualityCheck({}, () => ({ verdict: 'great' }));
    expect(recorded.attributesOf('quality_check')).not.toHaveProperty('attribution.check.verdict');
  });

  it('records the result of a validator', () => {
    const validation = { status: 'rejected', score: 1.5, validator: 'llm', issues: ['wrong year'] } as const;
    withQualityCheck({ validation }, () => {});
    expect(recorded.attributesOf('quality_check')).toMatchObject({
      'attribution.validation.status': 'rejected',
      'attribution.validation.score': 1,
      'attribution.validation.validator': 'llm',
      'attribution.validation.issues': ['wrong year'],
    });
  });
});

describe('withBudgetCheck', () => {
  it.each([
    { limit: 5, used: 4.99, exhausted: false, verdict: 'within' },
    { limit: 5, used: 5, exhausted: true, verdict: 'exhausted' },
    { limit: undefined, used: 5, exhausted: false, verdict: 'within' },
  ])('finds $used of $limit $verdict', ({ limit, used, exhausted, verdict }) => {
    expect(withBudgetCheck({ limit, used, unit: 'usd' })).toBe(exhausted);
    expect(recorded.attributesOf('budget_check')).toMatchObject({
      'attribution.check.verdict': verdict,
      'attribution.check.used': 5 === used ? 5 : 4.99,
      'attribution.check.unit': 'usd',
    });
  });

  it('takes the word of a checker that returns a boolean', () => {
    expect(withBudgetCheck({ limit: 5 }, () => true)).toBe(true);
    expect(recorded.attributesOf('budget_check')['attribution.check.verdict']).toBe('exhausted');
  });

  it('computes the same without anybody recording', async () => {
    await recorded.stop();
    expect(withBudgetCheck({ limit: 1, used: 1 })).toBe(true);
  });

  it('fails closed: a checker that throws is an error, and throws', () => {
    expect(() =>
      withBudgetCheck({ limit: 1 }, () => {
        throw new TypeError('no price');
      }),
    ).toThrow('no price');
    const span = recorded.named('budget_check');
    expect(span.status.code).toBe(SpanStatusCode.ERROR);
    expect(span.attributes).not.toHaveProperty('attribution.check.verdict');
  });
});

describe('withStagnationCheck', () => {
  it('records ratio, cycle and verdict', () => {
    withStagnationCheck({}, () => ({
      verdict: 'terminate',
      repetitionRatio: 0.8,
      cycleLength: 2,
      reason: 'cycle_detection',
    }));
    expect(recorded.attributesOf('stagnation_check')).toMatchObject({
      'attribution.check.verdict': 'terminate',
      'attribution.check.repetition_ratio': 0.8,
      'attribution.check.cycle_length': 2,
      'attribution.check.reason': 'cycle_detection',
    });
  });

  it('leaves out a cycle that was not found', () => {
    withStagnationCheck({}, () => ({ verdict: 'no_stagnation', cycleLength: null }));
    expect(recorded.attributesOf('stagnation_check')).not.toHaveProperty('attribution.check.cycle_length');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('bad window');
      },
    ],
    ['rejects', () => Promise.reject(new Error('bad window'))],
  ])('is advisory: a detector that %s is recorded, and finds no stagnation', async (_how, detector) => {
    const found = await withStagnationCheck({}, detector as () => Promise<{ verdict: 'terminate' }>);
    expect(found.verdict).toBe('no_stagnation');
    const span = recorded.named('stagnation_check');
    expect(span.attributes['attribution.check.verdict']).toBe('no_stagnation');
    expect(span.events.map((event) => event.name)).toEqual(['exception']);
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
  });
});
