import type { AttributionReport } from '@agent-attribution/core';
import { normaliseName } from './data/participants.js';
import type { RunLabel } from './data/who-and-when.js';

/** What one report got right, judged strictly: the same normalised name, the same integer. */
export interface RunScore {
  readonly agent: boolean;
  readonly step: boolean;
  readonly top3: boolean;
  readonly reciprocalRank: number;
  readonly within1: boolean;
}

/** In percent. */
export interface Summary {
  readonly n: number;
  readonly agent: number;
  readonly step: number;
  readonly top3: number;
  readonly mrr: number;
  readonly within1: number;
  readonly agentSe: number;
  readonly stepSe: number;
}

/** The report must list every candidate. */
export function scoreReport(
  report: AttributionReport,
  positionOf: ReadonlyMap<string, number>,
  label: RunLabel,
): RunScore {
  const positions = report.candidates.map(({ spanId }) => positionOf.get(spanId));
  const rank = positions.indexOf(label.step);
  const [top] = positions;
  return {
    agent: normaliseName(mostBlamed(report) ?? '') === normaliseName(label.agent),
    step: rank === 0,
    top3: rank >= 0 && rank < 3,
    reciprocalRank: rank < 0 ? 0 : 1 / (rank + 1),
    within1: top !== undefined && Math.abs(top - label.step) <= 1,
  };
}

/** The agent with the largest share of the blame, over all that it did. */
function mostBlamed({ contributions }: AttributionReport): string | undefined {
  const shares = new Map<string, number>();
  for (const { agentName, blameShare } of contributions) {
    shares.set(agentName, (shares.get(agentName) ?? 0) + blameShare);
  }
  return [...shares].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** @param repeats - how many scores each run has; the standard error is of runs, not of scores */
export function summarise(scores: readonly RunScore[], repeats = 1): Summary {
  const n = scores.length / repeats;
  const percent = (value: (score: RunScore) => number): number =>
    (100 * scores.reduce((sum, score) => sum + value(score), 0)) / Math.max(1, scores.length);
  const agent = percent((score) => Number(score.agent));
  const step = percent((score) => Number(score.step));
  const error = (share: number): number => Math.sqrt((share * (100 - share)) / Math.max(1, n));
  return {
    n,
    agent,
    step,
    top3: percent((score) => Number(score.top3)),
    mrr: percent((score) => score.reciprocalRank),
    within1: percent((score) => Number(score.within1)),
    agentSe: error(agent),
    stepSe: error(step),
  };
}
