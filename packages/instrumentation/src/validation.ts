import type { Attributes } from '@opentelemetry/api';
import type { ValidationStatus } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';

/** What a validator found. `status` alone decides; "contradicted" and "not enough evidence" are kept apart. */
export interface Validation {
  readonly status: ValidationStatus;
  /** 0..1 */
  readonly score?: number | undefined;
  /** Which validator: `heuristic`, `llm`, … */
  readonly validator?: string | undefined;
  readonly issues?: readonly string[] | undefined;
  readonly missingRequirements?: readonly string[] | undefined;
  readonly evidenceGaps?: readonly string[] | undefined;
}

export const validationAttributes = (validation: Validation): Attributes =>
  present({
    [ATTRIBUTION_INPUT.validationStatus]: validation.status,
    [ATTRIBUTION_INPUT.validationScore]:
      validation.score === undefined ? undefined : Math.min(1, Math.max(0, validation.score)),
    [ATTRIBUTION_INPUT.validationValidator]: validation.validator,
    [ATTRIBUTION_INPUT.validationIssues]: validation.issues && [...validation.issues],
    [ATTRIBUTION_INPUT.validationMissingRequirements]: validation.missingRequirements && [
      ...validation.missingRequirements,
    ],
    [ATTRIBUTION_INPUT.validationEvidenceGaps]: validation.evidenceGaps && [...validation.evidenceGaps],
  });
