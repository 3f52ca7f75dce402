import { VALIDATION_STATUSES, type ValidationStatus } from '@agent-attribution/semantic-conventions';

import { clamp, isPlainObject } from '../plain/values.js';

/** What a validator says of an attempt at a task. `status` alone decides; the rest explains. */
export interface ValidationResult {
  readonly status: ValidationStatus;
  /** 0..1. */
  readonly score: number;
  readonly issues: readonly string[];
  readonly missingRequirements: readonly string[];
  readonly evidenceGaps: readonly string[];
  readonly recommendedRevisionPrompt: string;
  /** `heuristic`, `llm`, `llm_error`, a name of your own, or `unknown`. */
  readonly validator: string;
}

const ACCEPTED_SCORE = 0.75;

/**
 * Reads a validation result from what a validator or a store gave; null for anything but an object.
 *
 * A stated status decides, whatever the score. Without one (or with one that nobody knows) the older rule holds:
 * accepted when `passed` is true and the score is at least 0.75, else rejected. Keys may be camelCase or snake_case.
 */
export function parseValidationResult(value: unknown): ValidationResult | null {
  if (!isPlainObject(value)) return null;
  const { status, passed, validator } = value;
  const score = typeof value['score'] === 'number' && !Number.isNaN(value['score']) ? value['score'] : 0;
  const passes = passed === true && score >= ACCEPTED_SCORE;
  const revisionPrompt = value['recommendedRevisionPrompt'] ?? value['recommended_revision_prompt'];
  return {
    status: VALIDATION_STATUSES.find((known) => known === status) ?? (passes ? 'accepted' : 'rejected'),
    score: clamp(score, 0, 1),
    issues: texts(value['issues']),
    missingRequirements: texts(value['missingRequirements'] ?? value['missing_requirements']),
    evidenceGaps: texts(value['evidenceGaps'] ?? value['evidence_gaps']),
    recommendedRevisionPrompt: typeof revisionPrompt === 'string' ? revisionPrompt : '',
    validator: typeof validator === 'string' && validator !== '' ? validator : 'unknown',
  };
}

/** Whether the work passed: the only thing that `status` leaves to derive. */
export function isAccepted({ status }: Pick<ValidationResult, 'status'>): boolean {
  return status === 'accepted';
}

/** The result of a validator that broke: nothing is known of the work, so a person has to look. */
export function failedValidation(reason: string): ValidationResult {
  return {
    status: 'validator_error',
    score: 0,
    issues: [`Validator failed: ${reason}`],
    missingRequirements: ['User review is required because automatic validation failed.'],
    evidenceGaps: ['Automatic validation failed before producing a reliable decision.'],
    recommendedRevisionPrompt: '',
    validator: 'llm_error',
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
