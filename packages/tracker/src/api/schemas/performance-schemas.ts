import {
  integer,
  list,
  number,
  numberOrNull,
  object,
  oneOf,
  share,
  text,
  textOrNull,
  time,
} from './schema-building.js';
import type { Schema } from './schema-building.js';
import { window } from './window.js';

const rates = {
  totalExecutions: integer,
  successRate: share,
  errorRate: share,
  p50DurationMs: numberOrNull,
  p95DurationMs: numberOrNull,
};

const direction = oneOf(['improving', 'stable', 'declining', 'insufficient_data']);

/** How agents do over time. */
export const PERFORMANCE_SCHEMAS: Readonly<
  Record<'Performance' | 'Series' | 'Trends' | 'Inflections', Schema>
> = {
  Performance: object({
    window,
    from: time,
    agentName: text,
    ...rates,
    successful: integer,
    failed: integer,
    timedOut: integer,
    skipped: integer,
    cancelled: integer,
    inProgress: integer,
    avgDurationMs: numberOrNull,
    p99DurationMs: numberOrNull,
    llm: object({
      totalCalls: integer,
      totalTokens: number,
      avgTokensPerCall: numberOrNull,
      avgLatencyMs: numberOrNull,
    }),
    commonErrors: list(object({ errorType: text, count: integer })),
    days: list(object({ date: { type: 'string', format: 'date' }, ...rates })),
  }),
  Series: object({
    agent: text,
    window,
    from: time,
    stepMs: integer,
    points: list(
      object({
        at: time,
        runs: integer,
        successRate: share,
        blameShare: {
          ...numberOrNull,
          description: 'Mean over the runs that failed; null where none did.',
        },
        costUsd: { ...numberOrNull, description: 'Sum; null where no run told its cost.' },
        tokens: integer,
        p50DurationMs: number,
        p95DurationMs: number,
      }),
    ),
  }),
  Trends: object({
    agent: text,
    computedAt: time,
    tasksCompletedTotal: integer,
    tasksCompleted7d: numberOrNull,
    tasksCompleted30d: numberOrNull,
    avgDurationMs: numberOrNull,
    successRatePercent: numberOrNull,
    costPerTask: numberOrNull,
    qualityScore: numberOrNull,
    collaborationScore: numberOrNull,
    trendDirection: direction,
    windows: list(
      object({
        windowSize: text,
        dataPointCount: integer,
        tasksCompleted: integer,
        tasksFailed: integer,
        successRate: numberOrNull,
        errorRate: numberOrNull,
        avgQualityScore: numberOrNull,
        avgContributionScore: numberOrNull,
        avgBlameShare: numberOrNull,
        avgCostPerTask: numberOrNull,
        currency: textOrNull,
        avgDurationMs: numberOrNull,
        p50DurationMs: numberOrNull,
        p95DurationMs: numberOrNull,
        p99DurationMs: numberOrNull,
        avgTokensPerTask: numberOrNull,
        totalTokens: number,
        collaborationScore: numberOrNull,
      }),
    ),
    trends: list(
      object({ metricName: text, windowSize: text, direction, slope: number, dataPointCount: integer }),
    ),
  }),
  Inflections: object({
    agent: text,
    window,
    inflections: list(
      object({
        metricName: text,
        windowSize: text,
        oldDirection: direction,
        newDirection: direction,
        slope: number,
        detectedAt: time,
      }),
    ),
  }),
};
