import type { QualityVerdict } from '@agent-attribution/semantic-conventions';
import { QUALITY_VERDICTS } from '@agent-attribution/semantic-conventions';
import type { CheckOptions } from './check-node.js';
import { checkNode } from './check-node.js';
import type { CheckHandle } from './node-handle.js';
import { runNode } from './run-node.js';
import type { Validation } from './validation.js';
import { validationAttributes } from './validation.js';

export interface QualityCheckOptions extends CheckOptions {
  /** The result of a validator, where the check is one and knows it already; else `recordValidation` inside. */
  readonly validation?: Validation | undefined;
}

/**
 * Marks a quality check. Its verdict is what `fn` returns as `{ verdict, confidence?, reason? }`, or states through
 * `check.setVerdict`. A check that says `incorrect` is not a failure of the check.
 *
 * @example withQualityCheck({ name: 'cites sources' }, () => ({ verdict: hasSources ? 'correct' : 'incorrect', confidence: 0.7 }))
 */
export const withQualityCheck = <R>(
  options: QualityCheckOptions,
  fn: (check: CheckHandle<QualityVerdict>) => R,
): R => runNode(QUALITY_CHECK, options, fn);

const QUALITY_CHECK = checkNode<QualityVerdict, QualityCheckOptions>({
  nodeType: 'quality_check',
  verdicts: QUALITY_VERDICTS,
  attributesOf: ({ validation }) => (validation === undefined ? {} : validationAttributes(validation)),
});
