import type { BlameProfile } from '../profile.js';

/**
 * For agents that find something out and pass it on. The weights are those of `npm run fit`: a listwise logit over the
 * steps of 184 labelled runs, pulled towards the reasoned weights of `PRIOR` and bounded to the features' signs.
 */
export const INFORMATION_SEEKING: BlameProfile = {
  name: 'information_seeking',
  weights: {
    first_action: 1,
    first_failing_action: 0.5,
    empty_result: 0.5,
    orchestrator: -1,
    idle_opening: -1,
    relative_length: 1,
    placeholder: 1,
    introduces_answer: 1,
    answer_share: 1,
  },
  evidence: { hard: 10, soft: 0 },
  spectrum: 1,
};
