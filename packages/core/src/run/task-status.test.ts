import { describe, expect, it } from 'vitest';

import { VALIDATION_STATUSES } from '@agent-attribution/semantic-conventions';

import {
  isFinalAttempt,
  isUsableAnswer,
  nextTaskStatus,
  TASK_STATUSES,
  taskFlags,
  taskStatusAfterFeedback,
} from './task-status.js';

describe('task status', () => {
  it.each([
    ['accepted', false, false, 'awaiting_feedback'],
    ['accepted', true, true, 'awaiting_feedback'],
    ['insufficient_evidence', true, false, 'needs_review'],
    ['insufficient_evidence', false, true, 'needs_review'],
    ['validator_error', true, false, 'needs_review'],
    ['validator_error', false, true, 'needs_review'],
    ['rejected', false, true, 'needs_revision'],
    ['rejected', false, false, 'needs_revision'],
    ['rejected', true, true, 'needs_review'],
  ] as const)(
    'row 39: status transition on %s, final attempt %s, usable answer %s: %s',
    (validation, finalAttempt, usableAnswer, status) => {
      expect(nextTaskStatus('validating', validation, { finalAttempt, usableAnswer })).toEqual({ status });
    },
  );

  it('row 39: status transition on a rejected final attempt without a usable answer closes the task', () => {
    const facts = { finalAttempt: true, usableAnswer: false };
    expect(nextTaskStatus('validating', 'rejected', facts)).toEqual({
      status: 'failed',
      closeReason: 'automatic validation rejected the final attempt',
    });
  });

  it.each(['failed', 'closed', 'abandoned'] as const)('does not reopen a task that is %s', (status) => {
    for (const validation of VALIDATION_STATUSES) {
      expect(nextTaskStatus(status, validation, { finalAttempt: false, usableAnswer: true })).toEqual({
        status,
      });
    }
    expect(taskStatusAfterFeedback(status, 'revise')).toEqual({ status });
  });

  it.each([
    [1, 'rejected', false],
    [2, 'rejected', true],
    [1, 'accepted', true],
    [1, 'insufficient_evidence', true],
    [1, 'validator_error', true],
  ] as const)('row 39: final attempt %i with %s: %s', (attempt, validation, isFinal) => {
    expect(isFinalAttempt(attempt, validation)).toBe(isFinal);
  });

  it.each([
    ['The answer is 7.', true],
    [' \n ', false],
    ['', false],
    ['Sorry. Tool loop stopped after reaching the configured iteration limit.', false],
  ])('row 39: usable answer %j: %s', (text, isUsable) => {
    expect(isUsableAnswer(text)).toBe(isUsable);
  });

  it.each([
    ['open', true, false, false],
    ['running', true, true, false],
    ['validating', true, true, false],
    ['awaiting_feedback', true, false, true],
    ['needs_review', true, false, true],
    ['needs_revision', true, false, true],
    ['failed', false, false, false],
    ['closed', false, false, false],
    ['abandoned', false, false, false],
  ] as const)('row 40: flags of %s', (status, isOpen, isExecutionActive, requiresUserAction) => {
    expect(taskFlags(status)).toEqual({ isOpen, isExecutionActive, requiresUserAction });
  });

  it('row 40: a task that waits for a person is never active', () => {
    const both = TASK_STATUSES.map(taskFlags).filter(
      (flags) => flags.isExecutionActive && flags.requiresUserAction,
    );
    expect(both).toEqual([]);
  });

  it.each([
    ['satisfied', 'closed'],
    ['revise', 'needs_revision'],
    ['abandon', 'abandoned'],
  ] as const)('row 39: user feedback %s leads to %s', (feedback, status) => {
    expect(taskStatusAfterFeedback('needs_review', feedback).status).toBe(status);
  });
});
