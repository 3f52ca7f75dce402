import type { SpanView } from '@agent-attribution/core';
import { agent, model, toSpans, tool, workflow } from './spans.js';

/** What one agent does in a run written by hand. */
export interface Turn {
  readonly agent: string;
  readonly system?: string;
  readonly told: string;
  readonly tool?: readonly [name: string, result: string];
  readonly says: string;
}

/** A run of one agent after the other, as it was written down. */
export const runByHand = (question: string, turns: readonly Turn[]): readonly SpanView[] =>
  toSpans(
    workflow(
      turns.map((turn) => {
        const asked = [
          ['system', turn.system ?? 'You are a helpful agent.'],
          ['user', turn.told],
        ] as const;
        const calls = turn.tool === undefined ? [] : [tool(turn.tool[0], '{}', turn.tool[1])];
        return agent(turn.agent, [...calls, model(asked, turn.says)]);
      }),
      question,
    ),
  );
