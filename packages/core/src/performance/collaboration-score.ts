import { roundTo } from '../plain/round.js';
import { clamp, mean } from '../plain/values.js';

/** How an agent behaved in one piece of work with others; leave out what did not occur. */
export interface CollaborationRecord {
  readonly recordedAtMs: number;
  readonly delegationSuccess?: boolean | undefined;
  readonly delegationResponseMs?: number | undefined;
  /** 0..1, as are those below. */
  readonly conflictConstructiveness?: number | undefined;
  readonly meetingContribution?: number | undefined;
  readonly loopPrevention?: number | undefined;
  readonly handoffCompleteness?: number | undefined;
}

export type CollaborationComponent = Exclude<keyof CollaborationRecord, 'recordedAtMs'>;

export interface CollaborationScore {
  /** 0..10; 5 when nothing is known. */
  readonly score: number;
  /** 0..1, by the number of records: certain from 10 on. */
  readonly confidence: number;
  /** Score, 0..10, of each component that occurred. */
  readonly breakdown: Readonly<Partial<Record<CollaborationComponent, number>>>;
}

const SLOWEST_RESPONSE_MS = 300_000;
const RECORDS_TO_BE_CERTAIN = 10;
const NEUTRAL_SCORE = 5;

/** Weights sum to 1; components that did not occur drop out and the others share their weight. */
const COMPONENTS: readonly {
  readonly name: CollaborationComponent;
  readonly weight: number;
  /** 0..1 of the mean of what was recorded. */
  readonly shareOf: (average: number) => number;
}[] = [
  { name: 'delegationSuccess', weight: 0.25, shareOf: (rate) => rate },
  { name: 'delegationResponseMs', weight: 0.15, shareOf: (ms) => 1 - ms / SLOWEST_RESPONSE_MS },
  { name: 'conflictConstructiveness', weight: 0.15, shareOf: (share) => share },
  { name: 'meetingContribution', weight: 0.15, shareOf: (share) => share },
  { name: 'loopPrevention', weight: 0.15, shareOf: (share) => share },
  { name: 'handoffCompleteness', weight: 0.15, shareOf: (share) => share },
];

/** How well an agent works with others, from what it did (never from what others think of it). */
export function collaborationScore(records: readonly CollaborationRecord[]): CollaborationScore {
  const scored = COMPONENTS.flatMap(({ name, weight, shareOf }) => {
    const average = mean(records.flatMap((record) => record[name] ?? []).map(Number));
    return average === undefined ? [] : [{ name, weight, score: clamp(shareOf(average), 0, 1) * 10 }];
  });
  if (scored.length === 0) return { score: NEUTRAL_SCORE, confidence: 0, breakdown: {} };
  const totalWeight = scored.reduce((sum, { weight }) => sum + weight, 0);
  const weighted = scored.reduce((sum, { weight, score }) => sum + weight * score, 0);
  return {
    score: roundTo(weighted / totalWeight, 4),
    confidence: Math.min(1, records.length / RECORDS_TO_BE_CERTAIN),
    breakdown: Object.fromEntries(scored.map(({ name, score }) => [name, roundTo(score, 4)])),
  };
}
