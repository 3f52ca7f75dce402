import type { AttributionReport } from '@agent-attribution/core';

const MAX_STEPS = 5;
/** What would be shown as 0 %. */
const MIN_PROBABILITY = 0.005;

/** The candidates that are worth a line, the most probable first. */
export function likelySteps({ candidates }: AttributionReport): AttributionReport['candidates'] {
  return candidates.slice(0, MAX_STEPS).filter(({ probability }) => probability >= MIN_PROBABILITY);
}
