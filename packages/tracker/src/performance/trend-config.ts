import type { PerformanceTrendConfig } from '@agent-attribution/core';

/** Runs that trends are made of: the newest of the widest window. */
export const TREND_RUNS = 20_000;

/** The windows of trends: those of the ledger. */
export const trendConfig = (nowMs: number): PerformanceTrendConfig => ({
  nowMs,
  windows: ['7d', '30d', '90d'],
});
