import { describe, expect, it } from 'vitest';
import { taskFlags, taskStatusAfter } from './task-status.js';

describe('taskStatusAfter', () => {
  it.each([
    ['completed', 'success', undefined, 'awaiting_feedback'],
    ['completed', 'partial', undefined, 'needs_review'],
    ['completed', 'unknown', undefined, 'needs_review'],
    ['completed', 'failure', undefined, 'needs_revision'],
    ['failed', 'failure', undefined, 'failed'],
    ['stuck', 'failure', undefined, 'needs_review'],
    ['cancelled', 'unknown', undefined, 'abandoned'],
    ['running', 'unknown', undefined, 'running'],
    ['completed', 'success', 'accepted', 'awaiting_feedback'],
    ['completed', 'success', 'insufficient_evidence', 'needs_review'],
    ['completed', 'success', 'validator_error', 'needs_review'],
    ['completed', 'success', 'rejected', 'needs_revision'],
    ['failed', 'failure', 'rejected', 'needs_revision'],
    ['running', 'unknown', 'rejected', 'running'],
    ['cancelled', 'unknown', 'accepted', 'abandoned'],
  ] as const)('%s, %s, validation %s -> %s', (status, outcome, validation, expected) => {
    expect(taskStatusAfter({ status, outcome, validation })).toBe(expected);
  });
});

describe('taskFlags', () => {
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
  ] as const)('%s', (status, isOpen, isExecutionActive, requiresUserAction) => {
    expect(taskFlags(status)).toEqual({ isOpen, isExecutionActive, requiresUserAction });
  });
});
