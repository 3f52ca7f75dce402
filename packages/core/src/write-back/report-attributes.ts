import { ATTRIBUTION_OUTPUT } from '@agent-attribution/semantic-conventions';
import type { AttributionReport, Contribution, RootCause } from '../report.js';

/** A value that any telemetry format can put on a span. */
export type WrittenValue = string | number | boolean | readonly string[];

export type WrittenAttributes = Readonly<Record<string, WrittenValue>>;

/** What the root says of its trace. */
export function rootAttributes(report: AttributionReport): WrittenAttributes {
  const { rootCause } = report;
  return known({
    ...verdictAttributes(report),
    [ATTRIBUTION_OUTPUT.runOutcome]: report.outcome,
    [ATTRIBUTION_OUTPUT.runStatus]: report.run.status,
    [ATTRIBUTION_OUTPUT.rootCauseFailureCategory]: rootCause?.failureCategory,
    [ATTRIBUTION_OUTPUT.rootCauseFailureAttribution]: rootCause?.failureAttribution,
    [ATTRIBUTION_OUTPUT.rootCauseConfidence]: rootCause?.confidence,
  });
}

/** What the root and the attribution span both say. */
export function verdictAttributes(report: AttributionReport): WrittenAttributes {
  return known({
    [ATTRIBUTION_OUTPUT.verdict]: report.verdict,
    ...rootCauseAttributes(report.rootCause),
    [ATTRIBUTION_OUTPUT.summary]: report.summary,
    [ATTRIBUTION_OUTPUT.revision]: report.revision,
    [ATTRIBUTION_OUTPUT.completion]: report.completion,
    [ATTRIBUTION_OUTPUT.spanCount]: report.spanCount,
  });
}

const rootCauseAttributes = (rootCause: RootCause | null): WrittenAttributes =>
  rootCause === null
    ? {}
    : {
        [ATTRIBUTION_OUTPUT.rootCauseAgent]: rootCause.agent,
        [ATTRIBUTION_OUTPUT.rootCauseSpanId]: rootCause.spanId,
        [ATTRIBUTION_OUTPUT.rootCauseNodeType]: rootCause.nodeType,
        [ATTRIBUTION_OUTPUT.rootCauseStepIndex]: rootCause.stepIndex,
      };

/** What an agent span says of its agent's part. */
export function contributionAttributes(contribution: Contribution): WrittenAttributes {
  return known({
    [ATTRIBUTION_OUTPUT.contributionScore]: contribution.contributionScore,
    [ATTRIBUTION_OUTPUT.contributionBlameShare]: contribution.blameShare,
    [ATTRIBUTION_OUTPUT.contributionCreditShare]: contribution.creditShare,
    [ATTRIBUTION_OUTPUT.contributionOutcome]: contribution.outcome,
    [ATTRIBUTION_OUTPUT.contributionFailureCategory]: contribution.failureCategory,
    [ATTRIBUTION_OUTPUT.contributionFailureAttribution]: contribution.failureAttribution,
    [ATTRIBUTION_OUTPUT.contributionTokens]: contribution.tokenUsage,
    [ATTRIBUTION_OUTPUT.contributionEvidence]: contribution.evidence,
  });
}

/** An absent value is unknown: it must not reach a span as an empty one. */
function known(entries: Readonly<Record<string, WrittenValue | null | undefined>>): WrittenAttributes {
  const attributes: Record<string, WrittenValue> = {};
  for (const [key, value] of Object.entries(entries)) {
    if (value !== undefined && value !== null) attributes[key] = value;
  }
  return attributes;
}
