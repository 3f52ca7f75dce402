import type { StepSequence } from '../graph/step.js';
import type { BlameProfile, BlameProfiles } from './profile.js';
import { INFORMATION_SEEKING } from './profiles/information-seeking.js';
import { TRANSACTIONAL } from './profiles/transactional.js';
import { changesState } from './tool-effect.js';

export const BLAME_PROFILES: BlameProfiles = {
  information_seeking: INFORMATION_SEEKING,
  transactional: TRANSACTIONAL,
};

/** Fewer than two agents and a tool that changes something: transactional. Everything else seeks information. */
export function chooseProfile(
  { steps }: StepSequence,
  profiles: Partial<BlameProfiles> = BLAME_PROFILES,
): BlameProfile {
  const agents = new Set(steps.map(({ agentIndex }) => agentIndex));
  const isTransactional =
    agents.size < 2 && steps.some(({ actions }) => actions.some(({ toolName }) => changesState(toolName)));
  const name = isTransactional ? 'transactional' : 'information_seeking';
  return profiles[name] ?? BLAME_PROFILES[name];
}
