import type { ExecutionPerformance, ExecutionStatus, ResponseQuality } from '@agent-attribution/core';
import type { AgentPeriod } from './agent-period.js';
import { quantileOf } from './duration-sketch.js';
import { OTHER, sumOf } from './tallies.js';
import type { Tallies } from './tallies.js';

const COMMON_ERRORS = 5;
const COMMON_NOTES = 10;

/** How an agent's executions went, from its periods; the same figures as `executionPerformance`, quantiles within 1 %. */
export function performanceOf(agentName: string, periods: readonly AgentPeriod[]): ExecutionPerformance {
  const { executions = {}, work = {}, durations = {}, errors = {} } = total(periods);
  const of = (status: ExecutionStatus): number => executions[status] ?? 0;
  const totalExecutions = Object.values(executions).reduce((sum, count) => sum + count, 0);
  const ended = of('success') + of('failed') + of('timeout') + of('skipped') + of('cancelled');
  const share = (part: number): number => (totalExecutions === 0 ? 0 : part / totalExecutions);
  const llmExecutions = work['llmExecutions'] ?? 0;
  const llmTokens = work['llmTokens'] ?? 0;
  return {
    agentName,
    totalExecutions,
    successful: of('success'),
    failed: of('failed'),
    timedOut: of('timeout'),
    skipped: of('skipped'),
    cancelled: of('cancelled'),
    inProgress: totalExecutions - ended,
    successRate: share(of('success')),
    errorRate: share(of('failed') + of('timeout')),
    avgDurationMs: mean(work['durationMicros'], work['durations'], 1e-3),
    p50DurationMs: quantileOf(durations, 0.5),
    p95DurationMs: quantileOf(durations, 0.95),
    p99DurationMs: quantileOf(durations, 0.99),
    llm: {
      totalCalls: llmExecutions,
      totalTokens: llmTokens,
      avgTokensPerCall: mean(llmTokens, llmExecutions),
      avgLatencyMs: mean(work['llmLatencyMicros'], work['llmLatencies'], 1e-3),
    },
    commonErrors: mostCommon(errors, COMMON_ERRORS).map(([errorType, count]) => ({ errorType, count })),
  };
}

/** How good the responses of models were, from periods; the same figures as `responseQuality`. Null without a response. */
export function qualityOf(periods: readonly AgentPeriod[]): ResponseQuality | null {
  const { responses = {}, quality = {}, responseErrors = {}, responseWarnings = {} } = total(periods);
  const { valid = 0, invalid = 0 } = responses;
  if (valid + invalid === 0) return null;
  const { excellent = 0, good = 0, fair = 0, poor = 0 } = quality;
  return {
    totalResponses: valid + invalid,
    validResponses: valid,
    invalidResponses: invalid,
    validityRate: valid / (valid + invalid),
    avgQualityScore: mean(responses['scoreMillionths'], responses['scored'], 1e-6),
    qualityDistribution: { excellent, good, fair, poor },
    commonErrors: mostCommon(responseErrors, COMMON_NOTES).map(([error, count]) => ({ error, count })),
    commonWarnings: mostCommon(responseWarnings, COMMON_NOTES).map(([warning, count]) => ({
      warning,
      count,
    })),
  };
}

const total = (periods: readonly AgentPeriod[]): Tallies => sumOf(periods.map(({ tallies }) => tallies));

const mean = (sum = 0, count = 0, unit = 1): number | null => (count === 0 ? null : (sum / count) * unit);

const mostCommon = (counts: Readonly<Record<string, number>>, most: number): [string, number][] =>
  Object.entries(counts)
    .filter(([name]) => name !== OTHER)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, most);
