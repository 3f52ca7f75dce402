import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import type { StepDraft } from '../testing/sequence-builder.js';
import { agentBlame } from './agent-blame.js';
import { BLAME_PROFILES } from './choose-profile.js';
import { rankSteps } from './rank-steps.js';
import type { StepRanking } from './rank-steps.js';

const rank = (...steps: StepDraft[]): StepRanking =>
  rankSteps([sequenceOf(steps)], { profile: BLAME_PROFILES.information_seeking });

const probabilitiesOf = ({ candidates }: StepRanking, agent: number): readonly number[] =>
  candidates.filter(({ agentIndex }) => agentIndex === agent).map(({ probability }) => probability);

describe('agentBlame', () => {
  it('adds up the steps of an agent whose messages can be read', () => {
    const ranking = rank(
      { agent: 'a', says: 'x' },
      { agent: 'b', says: 'y', actions: [{}] },
      { agent: 'a' },
      { agent: 'a' },
    );
    const sum = probabilitiesOf(ranking, 0).reduce((all, one) => all + one, 0);
    expect(agentBlame(ranking).get(0)).toBeCloseTo(sum);
    expect(agentBlame(ranking).get(1)).toBeCloseTo(1 - sum);
  });

  it('counts the most probable step of one whose messages cannot', () => {
    const ranking = rank(
      { agent: 'a' },
      { agent: 'b', says: 'y', actions: [{}] },
      { agent: 'a' },
      { agent: 'a' },
    );
    const most = Math.max(...probabilitiesOf(ranking, 0));
    const [read = 0] = probabilitiesOf(ranking, 1);
    expect(agentBlame(ranking).get(0)).toBeCloseTo(most / (most + read));
    expect(agentBlame(ranking).get(1)).toBeCloseTo(read / (most + read));
  });

  it('is empty without steps', () => {
    expect(agentBlame(rank()).size).toBe(0);
  });
});
