import type { StepAction } from '../graph/step.js';
import { indicator } from './feature.js';
import type { Feature } from './feature.js';
import type { ObservedRun } from './observe-run.js';
import { textParts } from './text.js';
import { changesState } from './tool-effect.js';

/** Reasons that hold where tools change the world: what was done counts, not what was said. */
export const TRANSACTION_FEATURES: readonly Feature[] = [
  {
    name: 'first_state_change',
    sign: 1,
    isOfActions: true,
    values: ({ run }) =>
      indicator(
        run.steps.length,
        run.steps.findIndex(({ step }) => step.actions.some(isStateChange)),
      ),
  },
  {
    // A change that the system refused: a precondition or a policy did not hold.
    name: 'failed_state_change',
    sign: 1,
    isOfActions: true,
    values: ({ run }) =>
      run.steps.map(({ step }) =>
        Number(step.actions.some((action) => action.failed && isStateChange(action))),
      ),
  },
  {
    name: 'ungrounded_arguments',
    sign: 1,
    isOfActions: true,
    values: ({ run }) => ungroundedChanges(run),
  },
];

const isStateChange = ({ toolName }: StepAction): boolean => changesState(toolName);

/** Steps that changed something by numbers or names which neither the task nor any earlier result contains. */
function ungroundedChanges(run: ObservedRun): readonly number[] {
  // Nobody reads what no change is held against: most runs change nothing.
  const last = run.readsContent
    ? run.steps.findLastIndex(({ step }) => step.actions.some(isStateChange))
    : -1;
  if (last === -1) return run.steps.map(() => 0);
  const known = new Set(run.question.entities);
  const learn = (text: string | undefined): void => {
    if (text !== undefined) for (const entity of textParts(text).entities) known.add(entity);
  };
  return run.steps.map(({ step }, index) => {
    if (index > last) return 0;
    learn(step.received());
    let isUngrounded = false;
    for (const action of step.actions) {
      if (isStateChange(action)) isUngrounded ||= namesUnknown(action.arguments(), known);
      learn(action.result());
    }
    return Number(isUngrounded);
  });
}

function namesUnknown(text: string | undefined, known: ReadonlySet<string>): boolean {
  if (text === undefined) return false;
  for (const entity of textParts(text).entities) if (!known.has(entity)) return true;
  return false;
}
