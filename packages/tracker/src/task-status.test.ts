import { describe, expect, it } from 'vitest';
import { taskStatusAfter } from './task-status.js';

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
