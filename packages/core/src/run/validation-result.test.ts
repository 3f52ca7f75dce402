import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { VALIDATION_STATUSES } from '@agent-attribution/semantic-conventions';

import { failedValidation, isAccepted, parseValidationResult } from './validation-result.js';

describe('validation result', () => {
  it.each([
    [{ passed: true, score: 0.75 }, 'accepted'],
    [{ passed: true, score: 0.749 }, 'rejected'],
    [{ passed: false, score: 1 }, 'rejected'],
    [{ passed: 'yes', score: 1 }, 'rejected'],
    [{ score: 1 }, 'rejected'],
    [{ passed: true }, 'rejected'],
    [{ passed: true, score: 0.8, status: 'approved' }, 'accepted'],
    [{}, 'rejected'],
  ])('row 38: validation status of the legacy result %j is %s', (value, status) => {
    expect(parseValidationResult(value)?.status).toBe(status);
  });

  it.each(VALIDATION_STATUSES)('row 38: validation status %s decides, whatever the score', (status) => {
    const result = parseValidationResult({ status, passed: true, score: 1 });
    expect(result?.status).toBe(status);
    expect(result !== null && isAccepted(result)).toBe(status === 'accepted');
  });

  it.each([
    [1.5, 1],
    [-1, 0],
    [Number.NaN, 0],
    ['0.9', 0],
  ])('row 38: validation score %j is clamped to %f', (score, clamped) => {
    expect(parseValidationResult({ score })?.score).toBe(clamped);
  });

  it('reads both spellings of its fields and drops what is no text', () => {
    const lists = { issues: ['a', 7], missing_requirements: ['b'], evidenceGaps: 'c' };
    expect(
      parseValidationResult({ ...lists, recommended_revision_prompt: 'd', validator: 'llm' }),
    ).toMatchObject({
      issues: ['a'],
      missingRequirements: ['b'],
      evidenceGaps: [],
      recommendedRevisionPrompt: 'd',
      validator: 'llm',
    });
    expect(parseValidationResult({})?.validator).toBe('unknown');
  });

  it.each([null, undefined, 'accepted', 1, ['accepted']])('makes nothing of %j', (value) => {
    expect(parseValidationResult(value)).toBeNull();
  });

  it('row 38: validation that crashed is a validator error, which is no rejection', () => {
    expect(failedValidation('no model')).toEqual({
      status: 'validator_error',
      score: 0,
      issues: ['Validator failed: no model'],
      missingRequirements: ['User review is required because automatic validation failed.'],
      evidenceGaps: ['Automatic validation failed before producing a reliable decision.'],
      recommendedRevisionPrompt: '',
      validator: 'llm_error',
    });
  });

  it('reads its own result back', () => {
    fc.assert(
      fc.property(fc.string(), (reason) => {
        const result = failedValidation(reason);
        expect(parseValidationResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
      }),
    );
  });
});
