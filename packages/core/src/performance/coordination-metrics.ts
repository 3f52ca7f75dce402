import { mean } from '../plain/values.js';

/** What was counted of a coordinated run; leave out what was not collected. */
export interface CoordinationCounts {
  /** 0..1. */
  readonly successRate?: number | undefined;
  /** Turns of the agents together, and of one agent alone for the same work. */
  readonly turnsTogether?: number | undefined;
  readonly turnsAlone?: number | undefined;
  /** Error rates, 0..1, of the agents together and of one agent alone. */
  readonly errorRateTogether?: number | undefined;
  readonly errorRateAlone?: number | undefined;
  readonly interAgentMessages?: number | undefined;
  readonly reasoningTurns?: number | undefined;
  /** Similarity, 0..1, of each pair of outputs. */
  readonly outputSimilarities?: readonly number[] | undefined;
  /** Share of the work, 0..1, that can run in parallel. */
  readonly parallelShare?: number | undefined;
  readonly agentDurationsMs?: readonly number[] | undefined;
  readonly tokenMultiplier?: number | undefined;
  readonly latencySpeedup?: number | undefined;
  readonly agentCount?: number | undefined;
}

/** Each metric is null when what it is made of was not collected or makes no sense (a division by zero). */
export interface CoordinationMetrics {
  /** Success per turn spent, compared with one agent: `successRate / (turnsTogether / turnsAlone)`. */
  readonly efficiency: number | null;
  /** Turns more than one agent would need, in percent. */
  readonly overheadPercent: number | null;
  /** Above 1: the agents together err more than one alone. */
  readonly errorAmplification: number | null;
  readonly messageDensity: number | null;
  /** Mean similarity of the outputs. */
  readonly redundancy: number | null;
  /** Amdahl's law: `1 / (1 - p)`; the team that reaches 90 % of it is `ceil(9p / (1 - p))`, at least 1. */
  readonly amdahl: { readonly maxSpeedup: number; readonly recommendedTeamSize: number } | null;
  readonly stragglerGap: { readonly gapMs: number; readonly ratio: number } | null;
  /** Tokens paid per speed gained; alarming above 2. */
  readonly tokenSpeedup: { readonly ratio: number; readonly isAlarming: boolean } | null;
  readonly messageOverhead: { readonly messages: number; readonly isQuadratic: boolean } | null;
}

const TOKEN_SPEEDUP_ALERT = 2;

/** What coordination cost and what it gave, in nine figures. */
export function coordinationMetrics(counts: CoordinationCounts): CoordinationMetrics {
  const { turnsTogether, turnsAlone, interAgentMessages, agentCount } = counts;
  const turnRatio = quotient(turnsTogether, turnsAlone);
  const tokenRatio = quotient(counts.tokenMultiplier, counts.latencySpeedup);
  return {
    efficiency: quotient(counts.successRate, turnRatio ?? undefined),
    overheadPercent: turnRatio === null ? null : (turnRatio - 1) * 100,
    errorAmplification: quotient(counts.errorRateTogether, counts.errorRateAlone),
    messageDensity: quotient(interAgentMessages, counts.reasoningTurns),
    redundancy: mean(counts.outputSimilarities ?? []) ?? null,
    amdahl: amdahl(counts.parallelShare),
    stragglerGap: stragglerGap(counts.agentDurationsMs ?? []),
    tokenSpeedup:
      tokenRatio === null ? null : { ratio: tokenRatio, isAlarming: tokenRatio > TOKEN_SPEEDUP_ALERT },
    messageOverhead:
      interAgentMessages === undefined || agentCount === undefined
        ? null
        : { messages: interAgentMessages, isQuadratic: interAgentMessages > 0.5 * agentCount ** 2 },
  };
}

function quotient(dividend: number | undefined, divisor: number | undefined): number | null {
  return dividend === undefined || divisor === undefined || !(divisor > 0) ? null : dividend / divisor;
}

function amdahl(parallelShare: number | undefined): CoordinationMetrics['amdahl'] {
  if (parallelShare === undefined || !(parallelShare >= 0 && parallelShare < 1)) return null;
  const serial = 1 - parallelShare;
  // 9 x 0.9 / 0.1 comes out a trifle above 81, which is no reason for an 82nd member.
  const teamSize = Math.ceil((9 * parallelShare) / serial - 1e-9);
  return { maxSpeedup: 1 / serial, recommendedTeamSize: Math.max(1, teamSize) };
}

function stragglerGap(durationsMs: readonly number[]): CoordinationMetrics['stragglerGap'] {
  const meanMs = mean(durationsMs);
  if (meanMs === undefined || !(meanMs > 0)) return null;
  const slowestMs = durationsMs.reduce((slowest, ms) => Math.max(slowest, ms), 0);
  return { gapMs: slowestMs - meanMs, ratio: slowestMs / meanMs };
}
