import { describe, expect, it } from 'vitest';

import { accuracyEffortRatio, classifyStepQuality } from './step-quality.js';

const plain = { finishReason: 'stop', toolCallCount: 0 };
const withTool = { finishReason: 'tool_calls', toolCallCount: 1 };
const broken = { finishReason: 'error', toolCallCount: 1 };

describe('step quality', () => {
  it.each([
    [
      'a stagnation that ended it',
      'error',
      [withTool],
      'terminate',
      'incorrect',
      1,
      'Step ended by stagnation',
    ],
    ['an error', 'error', [withTool], undefined, 'incorrect', 0.7, 'Step ended with an error'],
    [
      'a broken last turn',
      'completed',
      [withTool, broken],
      undefined,
      'incorrect',
      0.7,
      'Last turn ended with an error',
    ],
    [
      'completion with tools',
      'completed',
      [withTool, plain],
      'inject_prompt',
      'correct',
      0.7,
      'Step completed with tool calls',
    ],
    ['no turns', 'completed', [], undefined, 'neutral', 0.5, 'Empty step (no turns executed)'],
    [
      'completion without tools',
      'completed',
      [plain],
      undefined,
      'neutral',
      0.5,
      'Step completed without tool calls',
    ],
    [
      'no end in sight',
      'max_turns',
      [withTool],
      undefined,
      'neutral',
      0.5,
      'Exploratory step (ended by max_turns)',
    ],
  ] as const)('row 14: quality check of a step with %s', (...row) => {
    const [, terminationReason, turns, stagnationVerdict, quality, confidence, reason] = row;
    const signal = classifyStepQuality({ terminationReason, turns, stagnationVerdict });
    expect(signal).toMatchObject({ quality, confidence, reason });
  });

  it('says which turns it is about', () => {
    const step = {
      terminationReason: 'completed',
      turns: [plain, plain, plain],
      stepIndex: 2,
      firstTurn: 4,
    } as const;
    expect(classifyStepQuality(step)).toMatchObject({ stepIndex: 2, turnRange: { start: 4, end: 6 } });
    expect(classifyStepQuality({ ...step, turns: [] }).turnRange).toEqual({ start: 4, end: 4 });
  });

  it('takes its confidences from the configuration', () => {
    const config = { ruleMatchedConfidence: 0.9, fallbackConfidence: 0.1 };
    expect(classifyStepQuality({ terminationReason: 'error', turns: [] }, config).confidence).toBe(0.9);
    expect(classifyStepQuality({ terminationReason: 'parked', turns: [plain] }, config).confidence).toBe(0.1);
  });

  it('sets accuracy against effort, when there is any', () => {
    const signals = [{ quality: 'correct' }, { quality: 'neutral' }] as const;
    expect(accuracyEffortRatio(signals, 4)).toEqual({ accuracy: 0.5, effort: 4, ratio: 0.125 });
    expect(accuracyEffortRatio(signals, 0)).toBeNull();
    expect(accuracyEffortRatio([], 4)).toBeNull();
  });
});
