import type { StagnationVerdict } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT, STAGNATION_VERDICTS } from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';
import type { CheckOptions, Finding } from './check-node.js';
import { checkNode } from './check-node.js';
import { errorMessageOf } from './error-type.js';
import type { CheckHandle } from './node-handle.js';
import { runNode } from './run-node.js';

export interface StagnationFinding extends Finding<StagnationVerdict> {
  /** Share of repeated tool calls, 0..1. */
  readonly repetitionRatio?: number | null | undefined;
  /** Length of the cycle that was found, in turns. */
  readonly cycleLength?: number | null | undefined;
}

/** What comes instead of a finding, in the same manner of waiting. */
export type Advice<F> = F extends Promise<unknown> ? Promise<StagnationFinding> : StagnationFinding;

/** What a check finds when its detector fails. */
const NOTHING_FOUND: StagnationFinding = Object.freeze({ verdict: 'no_stagnation' });

/**
 * Marks a stagnation check and returns what its detector found. The check is advisory: a detector that throws is
 * recorded, and the finding is `no_stagnation`.
 *
 * @example const { verdict } = withStagnationCheck({}, () => detect(turns));
 */
export function withStagnationCheck<F extends StagnationFinding | Promise<StagnationFinding>>(
  options: CheckOptions,
  fn: (check: CheckHandle<StagnationVerdict>) => F,
): F | Advice<F>;
export function withStagnationCheck(
  options: CheckOptions,
  fn: (check: CheckHandle<StagnationVerdict>) => StagnationFinding | Promise<StagnationFinding>,
): StagnationFinding | Promise<StagnationFinding> {
  return runNode(STAGNATION_CHECK, options, (check) => {
    const nothingFound = (error: unknown): StagnationFinding => {
      check.span.recordException(error instanceof Error ? error : errorMessageOf(error));
      check.setVerdict('no_stagnation', { reason: 'the detector failed' });
      return NOTHING_FOUND;
    };
    try {
      const found = fn(check);
      return found instanceof Promise ? found.catch(nothingFound) : found;
    } catch (error) {
      return nothingFound(error);
    }
  });
}

const numberIn = (finding: object, key: keyof StagnationFinding): number | undefined => {
  const value: unknown = Reflect.get(finding, key);
  return typeof value === 'number' ? value : undefined;
};

const STAGNATION_CHECK = checkNode<StagnationVerdict, CheckOptions>({
  nodeType: 'stagnation_check',
  verdicts: STAGNATION_VERDICTS,
  attributesOf: () => ({}),
  findingAttributes: (finding) =>
    present({
      [ATTRIBUTION_INPUT.checkRepetitionRatio]: numberIn(finding, 'repetitionRatio'),
      [ATTRIBUTION_INPUT.checkCycleLength]: numberIn(finding, 'cycleLength'),
    }),
});
