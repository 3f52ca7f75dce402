import { describe, expect, it } from 'vitest';

import { classifyRunFailure } from './failure-taxonomy.js';
import type { Run } from './run.js';

const failedWith = (...descriptions: string[]): Run => ({
  id: 'r',
  goalId: 'g',
  status: 'failed',
  startedAtMs: 0,
  decisions: [],
  problems: descriptions.map((description) => ({ severity: 'critical', description })),
});

describe('failure taxonomy', () => {
  it.each([
    ['Request timed out after a timeout', 'timeout', 'parallelize'],
    ['Exceeded the allowed time, deadline exceeded', 'timeout', 'parallelize'],
    ['HTTP 429: rate limit', 'tool_error', 'add_retry'],
    ['The token count hit the limit; max output tokens', 'cost_overrun', 'reduce_cost'],
    ['DNS lookup error, host not reachable', 'external_dependency', 'add_retry'],
    ['Unauthorized: action not allowed', 'constraint_violation', 'add_constraints'],
    ['It fabricated incorrect data', 'hallucination', 'add_grounding'],
    ['Goal was not clear and ambiguous', 'goal_ambiguity', 'refine_goal'],
    ['Took the wrong branch, misrouted', 'routing_error', 'modify_edges'],
    ['Schema violation, validation of it failed', 'output_quality', 'refine_prompts'],
  ])('row 34: failure taxonomy of %j', (description, category, strategy) => {
    expect(classifyRunFailure(failedWith(description))).toMatchObject({
      category,
      strategy,
      confidence: 0.8,
    });
  });

  it.each([
    ['The server answered HTTP 500', 'tool_error'],
    ['500 Internal Server Error', 'tool_error'],
    ['status code: 503', 'tool_error'],
    ['502 Bad Gateway', 'tool_error'],
    ['The essay has 500 words', 'unknown'],
    ['It cost $500 and 15003 steps', 'unknown'],
    ['error in item 1500', 'unknown'],
    ['Response 403', 'constraint_violation'],
    ['page 403 of the book', 'unknown'],
  ])('takes the number in %j for a status code only if it is one: %s', (description, category) => {
    expect(classifyRunFailure(failedWith(description))?.category).toBe(category);
  });

  it('reads root cause and suggested fix too', () => {
    const problem = {
      severity: 'minor',
      description: 'x',
      rootCause: 'timed out',
      suggestedFix: 'longer timeout',
    };
    expect(classifyRunFailure({ ...failedWith(), problems: [problem] })?.category).toBe('timeout');
  });

  it('asks for a look below the threshold, and says what it found', () => {
    const one = classifyRunFailure(failedWith('timed out'));
    expect(one).toMatchObject({ confidence: 0.65 });
    expect(one?.evidence).toEqual(['timed out', 'Confidence 0.65 below threshold, consider manual review']);
    expect(classifyRunFailure(failedWith('timed out'), { threshold: 0.65 })?.evidence).toEqual(['timed out']);
  });

  it('is never more sure than 0.95', () => {
    const sure = classifyRunFailure(
      failedWith('timeout, timed out, exceeded time, deadline exceeded, took too long'),
    );
    expect(sure?.confidence).toBe(0.95);
  });

  it('knows nothing without problems or signs', () => {
    expect(classifyRunFailure(failedWith())).toMatchObject({ category: 'unknown', confidence: 0.3 });
    expect(classifyRunFailure(failedWith('odd'))).toMatchObject({ category: 'unknown', confidence: 0.3 });
    expect(classifyRunFailure(failedWith('odd', 'even'))).toMatchObject({
      category: 'unknown',
      confidence: 0.5,
    });
    expect(classifyRunFailure({ ...failedWith('timeout'), status: 'completed' })).toBeNull();
  });

  it('does not join words across lines', () => {
    expect(classifyRunFailure(failedWith('the tool\nthat failed'))?.category).toBe('unknown');
  });
});
