import type { PerformanceTrendConfig } from '@agent-attribution/core';
import type { TaskMetricWindow } from '../storage/analytics-store.js';

const MICROS_PER_DAY = 86_400_000_000;
const DAYS = 90;
/** Of each day: 1,800 runs spread over the window tell a trend as well as all of them. */
const RUNS_PER_DAY = 20;

/** The runs that trends are made of. */
export function trendRuns(nowMs: number): TaskMetricWindow {
  // A run whose clock is a little ahead of ours is of today.
  const to = (nowMs + 1) * 1000 + MICROS_PER_DAY;
  return { from: Math.max(0, to - (DAYS + 1) * MICROS_PER_DAY), to, perDay: RUNS_PER_DAY };
}

/** The windows of trends: those of the ledger. */
export const trendConfig = (nowMs: number): PerformanceTrendConfig => ({
  nowMs,
  windows: ['7d', '30d', '90d'],
});
