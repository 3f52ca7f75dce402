import { indicator } from './feature.js';
import type { Feature } from './feature.js';
import type { ObservedRun } from './observe-run.js';

/** Reasons that hold for any run in which agents find something out and pass it on. */
export const RUN_FEATURES: readonly Feature[] = [
  { name: 'first_action', sign: 1, values: ({ run }) => indicator(run.steps.length, firstAction(run)) },
  {
    name: 'first_failing_action',
    sign: 1,
    isOfActions: true,
    values: ({ run }) => indicator(run.steps.length, firstFailure(run)),
  },
  {
    name: 'empty_result',
    sign: 1,
    isOfActions: true,
    values: ({ run }) => run.steps.map(({ cameBackEmpty }) => Number(cameBackEmpty)),
  },
  { name: 'orchestrator', sign: -1, values: ({ run }) => run.steps.map(({ isWorker }) => Number(!isWorker)) },
  {
    // An opening that does nothing restates the task or plans; what goes wrong goes wrong in doing.
    name: 'idle_opening',
    sign: -1,
    values: ({ run }) => run.steps.map(({ ran }, index) => Number(index === 0 && !ran)),
  },
  {
    name: 'placeholder',
    sign: 1,
    values: ({ run }) => run.steps.map(({ hasPlaceholder }) => Number(hasPlaceholder)),
  },
  {
    name: 'introduces_answer',
    sign: 1,
    values: ({ provenance }) => provenance.answerCount.map((count) => Number(count > 0)),
  },
  { name: 'answer_share', sign: 1, values: ({ provenance }) => provenance.answerShare },
];

/**
 * Where the work begins: under an orchestrator the first turn it delegated; else the first step that ran something, the
 * first that wrote code, the first after the opening, whichever the run has.
 */
function firstAction({ steps, hasOrchestrator }: ObservedRun): number {
  const delegated = steps.findIndex(({ isWorker, step }) => isWorker && step.delegatedBy >= 0);
  if (hasOrchestrator && delegated >= 0) return delegated;
  const ran = steps.findIndex(({ isWorker, ran }) => isWorker && ran);
  if (ran >= 0) return ran;
  const wrote = steps.findIndex(({ isWorker, writesCode }) => isWorker && writesCode);
  if (wrote >= 0) return wrote;
  return steps.findIndex(({ isWorker }, index) => isWorker && index > 0);
}

/** The first worker's step that failed, by its own result or by what the next step says. */
function firstFailure({ steps }: ObservedRun): number {
  return steps.findIndex(
    ({ isWorker, failed }, index) => isWorker && (failed || steps[index + 1]?.tellsError === true),
  );
}
