import { describe, expect, it } from 'vitest';

import { collaborationScore } from './collaboration-score.js';

describe('collaboration score', () => {
  it('is neutral and unsure when nothing is known', () => {
    expect(collaborationScore([])).toEqual({ score: 5, confidence: 0, breakdown: {} });
    expect(collaborationScore([{ recordedAtMs: 0 }])).toMatchObject({ score: 5, confidence: 0 });
  });

  it('weighs all six components', () => {
    const record = {
      recordedAtMs: 0,
      delegationSuccess: true,
      delegationResponseMs: 150_000,
      conflictConstructiveness: 0,
      meetingContribution: 1,
      loopPrevention: 1,
      handoffCompleteness: 0.5,
    };
    // 0.25 x 10 + 0.15 x (5 + 0 + 10 + 10 + 5)
    expect(collaborationScore([record])).toMatchObject({ score: 7, confidence: 0.1 });
  });

  it('shares the weight of what did not occur among the others', () => {
    const records = [
      { recordedAtMs: 0, delegationSuccess: false },
      { recordedAtMs: 0, handoffCompleteness: 1 },
    ];
    expect(collaborationScore(records)).toEqual({
      score: 3.75,
      confidence: 0.2,
      breakdown: { delegationSuccess: 0, handoffCompleteness: 10 },
    });
  });

  it('gives nothing for a response of five minutes or more', () => {
    expect(collaborationScore([{ recordedAtMs: 0, delegationResponseMs: 300_000 }]).score).toBe(0);
    expect(collaborationScore([{ recordedAtMs: 0, delegationResponseMs: 900_000 }]).score).toBe(0);
  });

  it('is certain from ten records on', () => {
    const records = Array.from({ length: 11 }, () => ({ recordedAtMs: 0, loopPrevention: 1 }));
    expect(collaborationScore(records).confidence).toBe(1);
  });
});
