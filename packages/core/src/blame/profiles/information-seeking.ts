import type { BlameProfile } from '../profile.js';

/**
 * For agents that find something out and pass it on. The weights are those of `npm run fit`: a listwise logit over the
 * steps of 184 labelled runs, pulled towards the reasoned weights of `PRIOR` and bounded to the features' signs.
 */
export const INFORMATION_SEEKING: BlameProfile = {
  name: 'information_seeking',
  weights: {
    first_action: 0.867,
    first_failing_action: 0.597,
    empty_result: 0.515,
    orchestrator: -0.936,
    idle_opening: -1.073,
    relative_length: 0.76,
    placeholder: 0.947,
    introduces_answer: 0.789,
    answer_share: 0.861,
  },
  evidence: { standing: 10, workedAround: 0 },
  spectrum: 1,
};
