import type { SpanView } from '@agent-attribution/core';
import type { ContributionRow, RunRecord, TraceRow } from '../run-record.js';
import type { CompletedAction } from './completed-actions.js';
import { completedActions } from './completed-actions.js';

/** What listeners, counters and trends need of a run: little, because it waits until the run is written. */
export interface RunNews {
  readonly trace: Pick<
    TraceRow,
    | 'traceId'
    | 'taskId'
    | 'goalId'
    | 'revision'
    | 'outcome'
    | 'verdict'
    | 'rootCauseAgent'
    | 'confidence'
    | 'summary'
  >;
  readonly rootCauseCategory: string | null;
  /** Agents that took part. */
  readonly agents: readonly string[];
  readonly contributions: readonly ContributionRow[];
  readonly actions: readonly CompletedAction[];
}

export function runNews({ trace, contributions }: RunRecord, spans: readonly SpanView[]): RunNews {
  const { traceId, taskId, goalId, revision, outcome, verdict, rootCauseAgent, confidence, summary } = trace;
  return {
    trace: { traceId, taskId, goalId, revision, outcome, verdict, rootCauseAgent, confidence, summary },
    rootCauseCategory: trace.rootCauseCategory,
    agents: trace.agents,
    contributions,
    actions: completedActions(spans),
  };
}
