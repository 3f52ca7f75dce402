import { RUN_STATUSES } from '@agent-attribution/semantic-conventions';
import {
  counts,
  integer,
  list,
  number,
  object,
  oneOf,
  orNull,
  share,
  text,
  textOrNull,
} from './schema-building.js';
import type { Schema } from './schema-building.js';

const comparedRun = object({ id: text, status: oneOf(RUN_STATUSES), decisions: integer, successRate: share });

/** Runs beside each other. */
export const COMPARISON_SCHEMAS: Readonly<
  Record<'Comparison' | 'Patterns' | 'Suggestions' | 'SuspiciousActions', Schema>
> = {
  Comparison: object({
    run1: comparedRun,
    run2: comparedRun,
    differences: list(text),
    firstDivergence: orNull(
      object({
        index: integer,
        kind: oneOf(['other_node', 'other_choice', 'other_outcome', 'run_1_ended', 'run_2_ended']),
        run1: textOrNull,
        run2: textOrNull,
      }),
    ),
    summaries: list(text),
    decisions: {
      ...list(list(text)),
      description: 'Of each run, each in one line; `firstDivergence.index` counts these.',
    },
  }),
  Patterns: object({
    goalId: text,
    runCount: integer,
    successRate: share,
    commonFailures: list(object({ error: text, count: integer })),
    problematicNodes: list(object({ nodeId: text, failureRate: share })),
    decisionTypeDistribution: counts,
    commonChoices: {
      type: 'object',
      additionalProperties: object({ choice: text, count: integer, alternatives: integer }),
    },
    nodes: list(
      object({
        nodeId: text,
        totalDecisions: integer,
        successRate: share,
        avgLatencyMs: number,
        totalTokens: number,
        decisionTypeDistribution: counts,
      }),
    ),
  }),
  Suggestions: object({
    goalId: text,
    runCount: integer,
    suggestions: list(
      object({
        type: oneOf(['node_improvement', 'error_handling', 'architecture']),
        target: text,
        reason: text,
        recommendation: text,
        priority: oneOf(['high', 'medium']),
      }),
    ),
  }),
  SuspiciousActions: object({
    taskId: text,
    failedRuns: integer,
    passedRuns: integer,
    actions: list(object({ action: text, suspiciousness: share })),
  }),
};
