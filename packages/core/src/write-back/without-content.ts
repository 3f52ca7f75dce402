import type { AttributionReport } from '../report.js';

/** Stands for a text of the report that quotes, or may quote, content. */
export const NOT_SHOWN = '(rests on content, not shown)';

/**
 * The report without texts that content may have got into: for a host that removes content from the spans. What is
 * computed again without content cannot quote it, so a text stays when it is said there as well.
 *
 * @param report - the verdict, computed with everything
 * @param bare - what `attributeTrace` gives for the same spans without content
 */
export function withoutContent(report: AttributionReport, bare: AttributionReport): AttributionReport {
  const said = new Set(textsOf(bare));
  const show = (text: string): string => (said.has(text) ? text : NOT_SHOWN);
  const { run } = report;
  return {
    ...report,
    evidence: report.evidence.map((one) => ({ ...one, text: show(one.text) })),
    contributions: report.contributions.map((one) => ({
      ...one,
      evidence: one.evidence === null ? null : show(one.evidence),
    })),
    run: {
      ...run,
      narrative: show(run.narrative),
      keyDecisions: run.keyDecisions.map(show),
      criticalProblems: run.criticalProblems.map(show),
      warnings: run.warnings.map(show),
      successes: run.successes.map(show),
    },
    warnings: report.warnings.map(show),
  };
}

function textsOf({ evidence, contributions, run, warnings }: AttributionReport): readonly string[] {
  return [
    ...evidence.map(({ text }) => text),
    ...contributions.flatMap((one) => one.evidence ?? []),
    run.narrative,
    ...run.keyDecisions,
    ...run.criticalProblems,
    ...run.warnings,
    ...run.successes,
    ...warnings,
  ];
}
