import type { AgentLedger } from '../storage/tracker-store.js';
import type { AgentPeriod } from './agent-period.js';
import { runFigures } from './run-figures.js';
import { TallySum } from './tallies.js';

/** What each agent did, from its periods: most active first. `lastSeenAt` tells when each was last at work, µs. */
export function ledgerOf(
  periods: Iterable<AgentPeriod>,
  lastSeenAt: ReadonlyMap<string, number>,
): readonly AgentLedger[] {
  const sums = new Map<string, TallySum>();
  for (const { agent, tallies } of periods) {
    const sum = sums.get(agent) ?? new TallySum();
    sums.set(agent, sum);
    const { runs = {}, runDurations = {} } = tallies;
    sum.add({ runs, runDurations });
  }
  return [...sums]
    .flatMap(([agent, sum]): AgentLedger[] => {
      const figures = runFigures(sum.toTallies());
      const { runs } = figures;
      if (runs === 0) return [];
      return [
        {
          agent,
          runs,
          successRate: figures.succeeded / runs,
          meanContributionScore: figures.score / runs,
          meanBlameShare: figures.blame / runs,
          meanCreditShare: figures.credit / runs,
          blamedRuns: figures.blamed,
          tokens: figures.tokens,
          costUsd: figures.costs === 0 ? null : figures.costUsd,
          p50DurationMs: figures.durationMs(0.5) ?? 0,
          p95DurationMs: figures.durationMs(0.95) ?? 0,
          errors: figures.errors,
          lastSeenAt: lastSeenAt.get(agent) ?? 0,
        },
      ];
    })
    .sort((a, b) => b.runs - a.runs || (a.agent < b.agent ? -1 : 1));
}
