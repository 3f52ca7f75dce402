import { ATTRIBUTION_OUTPUT } from '@agent-attribution/semantic-conventions';
import type { AttributionReport } from '../report.js';
import type { ReportPlace } from './place-report.js';
import { contributionAttributes, rootAttributes } from './report-attributes.js';
import type { WrittenAttributes } from './report-attributes.js';

/** A candidate below this is noise to whoever looks at the span. */
const MIN_PROBABILITY = 0.05;

/**
 * What a report adds to the spans of its trace, by span id: the verdict on the root, its contribution on each agent
 * span, probability and rank (from 1) on each candidate step above 0.05. Spans that are not in the map get nothing.
 *
 * @example
 * for (const [spanId, attributes] of attributesOf(report, placeReport(report, spans))) write(spanId, attributes);
 */
export function attributesOf(
  report: AttributionReport,
  places: readonly ReportPlace[],
): ReadonlyMap<string, WrittenAttributes> {
  const bySpan = new Map<string, WrittenAttributes>();
  const write = (spanId: string, attributes: WrittenAttributes): void => {
    const known = bySpan.get(spanId);
    bySpan.set(spanId, known === undefined ? attributes : { ...known, ...attributes });
  };
  for (const { spanId, isRoot, contribution } of places) {
    if (isRoot) write(spanId, rootAttributes(report));
    const own = contribution === undefined ? undefined : report.contributions[contribution];
    if (own !== undefined) write(spanId, contributionAttributes(own));
  }
  report.candidates.forEach(({ spanId, probability }, index) => {
    // A span may stand for several steps: the best ranked speaks.
    const isRanked = bySpan.get(spanId)?.[ATTRIBUTION_OUTPUT.stepRank] !== undefined;
    if (probability <= MIN_PROBABILITY || isRanked) return;
    write(spanId, {
      [ATTRIBUTION_OUTPUT.stepProbability]: probability,
      [ATTRIBUTION_OUTPUT.stepRank]: index + 1,
    });
  });
  return bySpan;
}
