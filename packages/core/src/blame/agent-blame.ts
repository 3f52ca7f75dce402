import type { RankedStep, StepRanking } from './rank-steps.js';

/**
 * Blame per agent (by its index), summing to 1: the probability that the decisive step is one of its own. Of an agent
 * whose messages could not be read the most probable step counts alone, since summing would favour whoever takes most
 * steps. What an agent weighs is its own, whoever else took part. Empty when there are no steps.
 */
export function agentBlame({ candidates, readAgents }: StepRanking): ReadonlyMap<number, number> {
  const massOf = probabilityByAgent(candidates, (agentIndex, before, own) =>
    readAgents.has(agentIndex) ? before + own : Math.max(before, own),
  );
  const total = [...massOf.values()].reduce((sum, mass) => sum + mass, 0);
  return new Map([...massOf].map(([agentIndex, mass]) => [agentIndex, mass / total]));
}

/** What the steps of each agent come to. */
export function probabilityByAgent(
  candidates: readonly RankedStep[],
  add: (agentIndex: number, before: number, own: number) => number = (_, before, own) => before + own,
): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const { agentIndex, probability } of candidates) {
    sums.set(agentIndex, add(agentIndex, sums.get(agentIndex) ?? 0, probability));
  }
  return sums;
}
