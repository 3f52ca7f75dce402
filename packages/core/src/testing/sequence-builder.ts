import type { Step, StepAction, StepSequence } from '../graph/step.js';

/** Hand-made steps for tests: only what a test names is set. */
export interface StepDraft {
  readonly agent?: string;
  readonly role?: Step['role'];
  readonly says?: string;
  readonly received?: string;
  readonly delegatedBy?: number;
  readonly actions?: readonly ActionDraft[];
}

export interface ActionDraft {
  readonly tool?: string;
  readonly failed?: boolean;
  readonly args?: string;
  readonly result?: string;
}

/** Steps in order; the span of step 2 is `s2` and that of its first action `s2.0`. */
export function sequenceOf(
  drafts: readonly StepDraft[],
  run: { readonly question?: string; readonly answer?: string } = {},
): StepSequence {
  const agents = [...new Set(drafts.map(({ agent = 'worker' }) => agent))];
  return {
    steps: drafts.map(
      ({ agent = 'worker', role = 'worker', says, received, delegatedBy = -1, actions = [] }, index) => ({
        index,
        spanId: `s${index}`,
        agentIndex: agents.indexOf(agent),
        agent,
        role,
        startMicros: index * 1000,
        endMicros: index * 1000 + 900,
        actions: actions.map((action, at) => actionOf(action, `s${index}.${at}`)),
        delegatesTo: [],
        delegatedBy,
        message: () => says,
        received: () => received,
      }),
    ),
    question: () => run.question,
    answer: () => run.answer,
  };
}

function actionOf(
  { tool = 'search', failed = false, args, result }: ActionDraft,
  spanId: string,
): StepAction {
  return {
    spanId,
    toolName: tool,
    failed,
    error: failed ? 'failed' : undefined,
    arguments: () => args,
    result: () => result,
  };
}
