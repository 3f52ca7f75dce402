import type { StepRanking } from './rank-steps.js';

/**
 * Blame per agent (by its index), summing to 1: the probability that the decisive step is one of its own. Where no
 * content could be read the agent of the top step bears it all, since summing would favour the agent that talks most.
 * Empty when there are no steps.
 */
export function agentBlame(
  { candidates }: StepRanking,
  { content }: { readonly content: boolean },
): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  if (!content) {
    const [top] = candidates;
    if (top !== undefined) shares.set(top.agentIndex, 1);
    return shares;
  }
  for (const { agentIndex, probability } of candidates) {
    shares.set(agentIndex, (shares.get(agentIndex) ?? 0) + probability);
  }
  return shares;
}
