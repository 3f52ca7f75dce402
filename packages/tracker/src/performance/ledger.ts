import type { AgentLedger } from '../storage/tracker-store.js';
import type { AgentPeriod } from './agent-period.js';
import { quantileOf } from './duration-sketch.js';
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
      const { runs: counts = {}, runDurations = {} } = sum.toTallies();
      const of = (name: string): number => counts[name] ?? 0;
      const runs = of('count');
      if (runs === 0) return [];
      return [
        {
          agent,
          runs,
          successRate: of('succeeded') / runs,
          meanContributionScore: of('scoreMillionths') / runs / 1e6,
          meanBlameShare: of('blameMillionths') / runs / 1e6,
          meanCreditShare: of('creditMillionths') / runs / 1e6,
          blamedRuns: of('blamed'),
          tokens: of('tokens'),
          costUsd: of('costs') === 0 ? null : of('costBillionths') / 1e9,
          p50DurationMs: quantileOf(runDurations, 0.5) ?? 0,
          p95DurationMs: quantileOf(runDurations, 0.95) ?? 0,
          errors: of('errors'),
          lastSeenAt: lastSeenAt.get(agent) ?? 0,
        },
      ];
    })
    .sort((a, b) => b.runs - a.runs || (a.agent < b.agent ? -1 : 1));
}
