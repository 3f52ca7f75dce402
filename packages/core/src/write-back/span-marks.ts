import { ATTRIBUTION_OUTPUT } from '@agent-attribution/semantic-conventions';
import { spanIndexFor } from '../graph/span-index.js';
import type { AttributionReport, Contribution } from '../report.js';
import type { SpanView } from '../span-view.js';
import type { ReportPlace } from './place-report.js';
import { writeContribution, writeRoot } from './report-attributes.js';
import type { AttributesToWrite, WrittenAttributes, WrittenValue } from './report-attributes.js';

/** A candidate below this is noise to whoever looks at the span. */
const MIN_PROBABILITY = 0.05;

/** What a report says of one span. */
export interface SpanMark {
  readonly spanId: string;
  isRoot: boolean;
  contribution: Contribution | undefined;
  /** Of the best ranked candidate step that the span stands for; rank from 1, 0 when it stands for none. */
  rank: number;
  probability: number;
}

/**
 * What a report says of each of the spans: undefined for most. The verdict on the root, its contribution on each agent
 * span, probability and rank on each candidate step above 0.05.
 *
 * @returns as many as there are spans, in their order
 * @example
 * const { report, places } = attributeAndPlace(spans);
 * marksOf(report, places, spans).forEach((mark, index) => mark && writeMark(attributes[index], mark, report));
 */
export function marksOf(
  report: AttributionReport,
  places: readonly ReportPlace[],
  spans: readonly SpanView[],
): readonly (SpanMark | undefined)[] {
  const { marks, ids } = collect(report, places);
  return spans.map(({ spanId }) => {
    const place = ids.placeOf(spanId);
    return place === -1 ? undefined : marks[place];
  });
}

/** Adds to a span's attributes what its mark says, in words of the conventions. What the span says itself stays. */
export function writeMark(attributes: AttributesToWrite, mark: SpanMark, report: AttributionReport): void {
  if (mark.isRoot) writeRoot(attributes, report);
  if (mark.contribution !== undefined) writeContribution(attributes, mark.contribution);
  if (mark.rank === 0) return;
  attributes[ATTRIBUTION_OUTPUT.stepProbability] ??= mark.probability;
  attributes[ATTRIBUTION_OUTPUT.stepRank] ??= mark.rank;
}

/**
 * What a report adds to the spans of its trace, by span id. Spans that are not in the map get nothing.
 *
 * @example
 * for (const [spanId, attributes] of attributesOf(report, placeReport(report, spans))) write(spanId, attributes);
 */
export function attributesOf(
  report: AttributionReport,
  places: readonly ReportPlace[],
): ReadonlyMap<string, WrittenAttributes> {
  const bySpan = new Map<string, WrittenAttributes>();
  for (const mark of collect(report, places).marks) {
    const attributes: Record<string, WrittenValue> = {};
    writeMark(attributes, mark, report);
    bySpan.set(mark.spanId, attributes);
  }
  return bySpan;
}

function collect(report: AttributionReport, places: readonly ReportPlace[]) {
  const { contributions, candidates } = report;
  const ids = spanIndexFor(places.length + candidates.length);
  const marks: SpanMark[] = [];
  const markOf = (spanId: string): SpanMark => {
    const place = ids.placeOrAdd(spanId);
    const known = place === -1 ? undefined : marks[place];
    if (known !== undefined) return known;
    const mark: SpanMark = { spanId, isRoot: false, contribution: undefined, rank: 0, probability: 0 };
    marks.push(mark);
    return mark;
  };
  for (const { spanId, isRoot, contribution } of places) {
    const mark = markOf(spanId);
    mark.isRoot = isRoot;
    mark.contribution = contribution === undefined ? undefined : contributions[contribution];
  }
  for (const [index, { spanId, probability }] of candidates.entries()) {
    if (probability <= MIN_PROBABILITY) continue;
    const mark = markOf(spanId);
    // A span may stand for several steps: the best ranked speaks.
    if (mark.rank !== 0) continue;
    mark.rank = index + 1;
    mark.probability = probability;
  }
  return { marks, ids };
}
