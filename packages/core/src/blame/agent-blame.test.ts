import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import { agentBlame } from './agent-blame.js';
import { BLAME_PROFILES } from './choose-profile.js';
import { rankSteps } from './rank-steps.js';

const ranking = rankSteps(
  sequenceOf([{ agent: 'a' }, { agent: 'b', actions: [{}] }, { agent: 'a' }, { agent: 'a' }]),
  { profile: BLAME_PROFILES.information_seeking },
);

describe('agentBlame', () => {
  it('adds up the steps of each agent', () => {
    const shares = agentBlame(ranking, { content: true });
    const of = (agent: number): number =>
      ranking.candidates
        .filter(({ agentIndex }) => agentIndex === agent)
        .reduce((sum, { probability }) => sum + probability, 0);
    expect(shares.get(0)).toBeCloseTo(of(0));
    expect(shares.get(1)).toBeCloseTo(of(1));
    expect((shares.get(0) ?? 0) + (shares.get(1) ?? 0)).toBeCloseTo(1);
  });

  it('gives all to the agent of the top step when there is no content', () => {
    expect([...agentBlame(ranking, { content: false })]).toEqual([[1, 1]]);
  });

  it('is empty without steps', () => {
    const none = rankSteps(sequenceOf([]), { profile: BLAME_PROFILES.information_seeking });
    expect(agentBlame(none, { content: true }).size).toBe(0);
    expect(agentBlame(none, { content: false }).size).toBe(0);
  });
});
