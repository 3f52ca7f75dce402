import type { SpanView } from '@agent-attribution/core';
import { BUILT_ON } from './built-on.js';
import type { Domain } from './domain.js';
import { generateRuns } from './generate.js';
import { HARD_HEALTHY } from './hard-healthy.js';
import { HELD_OUT } from './held-out.js';
import { healthyRuns } from './strangers/family.js';
import type { HealthyFamily } from './strangers/family.js';
import { STRANGERS_FIRST } from './strangers/first.js';
import { HEALTHY_FIRST } from './strangers/healthy-first.js';
import { HEALTHY_SECOND } from './strangers/healthy-second.js';
import { HEALTHY_THIRD } from './strangers/healthy-third.js';
import { STRANGERS_SECOND } from './strangers/second.js';
import { STRANGERS_THIRD } from './strangers/third.js';

/** A run with the agent that is to blame; undefined: healthy. */
export interface LabelledRun {
  readonly spans: readonly SpanView[];
  readonly culprit: string | undefined;
}

export interface RunSet {
  readonly domains: readonly Domain[];
  readonly families: readonly HealthyFamily[];
  readonly byHand: readonly (readonly SpanView[])[];
}

/** What the checks were built on, and what their precision is measured on. */
export const HELD_IN: RunSet = {
  domains: [...BUILT_ON, ...STRANGERS_FIRST, ...STRANGERS_SECOND],
  families: [...HEALTHY_FIRST, ...HEALTHY_SECOND],
  byHand: Object.values(HARD_HEALTHY),
};

/** Other domains, languages and wordings, on which that precision is verified. */
export const HELD_OUT_SET: RunSet = {
  domains: [...HELD_OUT, ...STRANGERS_THIRD],
  families: HEALTHY_THIRD,
  byHand: [],
};

export function labelledRuns(
  { domains, families, byHand }: RunSet,
  perCell: number,
  firstSeed: number,
): readonly LabelledRun[] {
  const healthy = [...healthyRuns(families, 5 * perCell, firstSeed).map(({ spans }) => spans), ...byHand];
  return [
    ...generateRuns(domains, perCell, firstSeed),
    ...healthy.map((spans) => ({ spans, culprit: undefined })),
  ];
}
