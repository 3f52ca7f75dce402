import type { Step } from '../graph/step.js';
import type { ProfileName } from '../report.js';
import type { BlameProfile, BlameProfiles } from './profile.js';
import { INFORMATION_SEEKING } from './profiles/information-seeking.js';
import { TRANSACTIONAL } from './profiles/transactional.js';
import { changesState } from './tool-effect.js';

export const BLAME_PROFILES: BlameProfiles = {
  information_seeking: INFORMATION_SEEKING,
  transactional: TRANSACTIONAL,
};

/**
 * The profile of a run: the one that was asked for; else by structure. Fewer than two agents and a tool that changes
 * something: transactional. Everything else seeks information.
 */
export function chooseProfile(
  steps: readonly Step[],
  profiles: Partial<BlameProfiles> = BLAME_PROFILES,
  asked?: ProfileName,
): BlameProfile {
  const name = asked ?? profileByStructure(steps);
  return profiles[name] ?? BLAME_PROFILES[name];
}

function profileByStructure(steps: readonly Step[]): ProfileName {
  const isTeam = steps.some(({ agentIndex }) => agentIndex !== steps[0]?.agentIndex);
  if (isTeam) return 'information_seeking';
  const changes = steps.some(({ actions }) => actions.some(({ toolName }) => changesState(toolName)));
  return changes ? 'transactional' : 'information_seeking';
}
