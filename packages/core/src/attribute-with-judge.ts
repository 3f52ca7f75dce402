import { analyzeRun } from './analysis.js';
import { attributeTrace } from './attribute-trace.js';
import type { AttributeOptions } from './attribute-trace.js';
import { JUDGE_BELOW, faultOfRanking } from './blame/judge.js';
import type { Judge } from './blame/judge.js';
import type { AttributionReport } from './report.js';
import type { SpanView } from './span-view.js';

export interface JudgedAttributeOptions extends AttributeOptions {
  /** Ask even where the deterministic verdict is sure. Default false: below a confidence of 0.6 only. */
  readonly alwaysAsk?: boolean;
}

/**
 * Attributes one trace and, where that leaves doubt about who made it fail, asks a judge, whose ranking becomes one more
 * term. The judge sees the run and not the deterministic answer. Whatever goes wrong with it, the deterministic report
 * comes back, with a warning; it never rejects.
 *
 * @example
 * const report = await attributeTraceWithJudge(spans, {}, judge);
 */
export async function attributeTraceWithJudge(
  spans: readonly SpanView[],
  options: JudgedAttributeOptions,
  judge: Judge,
): Promise<AttributionReport> {
  const { alwaysAsk = false, ...rest } = options;
  const report = attributeTrace(spans, rest);
  const isSure = (report.rootCause?.confidence ?? 0) >= JUDGE_BELOW;
  // One step leaves nothing to choose from; a run that did not fail has nobody to blame.
  if (report.candidates.length < 2 || (isSure && !alwaysAsk)) return report;
  const { steps } = analyzeRun(spans, true);
  try {
    const judged = await judge.rank(steps.question() ?? '', steps.steps);
    const fault = faultOfRanking(judged, steps.steps.length);
    return fault === undefined ? attributeTrace(spans, { ...rest, judged }) : withWarning(report, fault);
  } catch (error) {
    return withWarning(report, error instanceof Error ? error.message : String(error));
  }
}

const withWarning = (report: AttributionReport, why: string): AttributionReport => ({
  ...report,
  warnings: [
    ...report.warnings,
    `the judge gave no usable answer (${why}); the verdict is the deterministic one`,
  ],
});
