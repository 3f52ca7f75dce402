import { ATTRIBUTION_OUTPUT } from '@agent-attribution/semantic-conventions';
import type { AttributionReport, Contribution } from '../report.js';

/** A value that any telemetry format can put on a span. */
export type WrittenValue = string | number | boolean;

export type WrittenAttributes = Readonly<Record<string, WrittenValue>>;

/** What the root says of its trace. */
export function rootAttributes(report: AttributionReport): WrittenAttributes {
  const { rootCause } = report;
  return {
    ...verdictAttributes(report),
    [ATTRIBUTION_OUTPUT.runOutcome]: report.outcome,
    [ATTRIBUTION_OUTPUT.runStatus]: report.run.status,
    ...(rootCause !== null && {
      [ATTRIBUTION_OUTPUT.rootCauseFailureCategory]: rootCause.failureCategory,
      [ATTRIBUTION_OUTPUT.rootCauseFailureAttribution]: rootCause.failureAttribution,
      [ATTRIBUTION_OUTPUT.rootCauseConfidence]: rootCause.confidence,
    }),
  };
}

/** What the root and the attribution span both say. */
export function verdictAttributes(report: AttributionReport): WrittenAttributes {
  const { rootCause } = report;
  return {
    [ATTRIBUTION_OUTPUT.verdict]: report.verdict,
    [ATTRIBUTION_OUTPUT.summary]: report.summary,
    [ATTRIBUTION_OUTPUT.revision]: report.revision,
    [ATTRIBUTION_OUTPUT.completion]: report.completion,
    [ATTRIBUTION_OUTPUT.spanCount]: report.spanCount,
    ...(rootCause !== null && {
      [ATTRIBUTION_OUTPUT.rootCauseAgent]: rootCause.agent,
      [ATTRIBUTION_OUTPUT.rootCauseSpanId]: rootCause.spanId,
      [ATTRIBUTION_OUTPUT.rootCauseNodeType]: rootCause.nodeType,
      [ATTRIBUTION_OUTPUT.rootCauseStepIndex]: rootCause.stepIndex,
    }),
  };
}

/** What an agent span says of its agent's part. An absent value is unknown: it must not reach a span as an empty one. */
export function contributionAttributes(contribution: Contribution): WrittenAttributes {
  const { failureCategory, failureAttribution, evidence } = contribution;
  return {
    [ATTRIBUTION_OUTPUT.contributionScore]: contribution.contributionScore,
    [ATTRIBUTION_OUTPUT.contributionBlameShare]: contribution.blameShare,
    [ATTRIBUTION_OUTPUT.contributionCreditShare]: contribution.creditShare,
    [ATTRIBUTION_OUTPUT.contributionOutcome]: contribution.outcome,
    [ATTRIBUTION_OUTPUT.contributionTokens]: contribution.tokenUsage,
    ...(failureCategory !== null && { [ATTRIBUTION_OUTPUT.contributionFailureCategory]: failureCategory }),
    ...(failureAttribution !== null && {
      [ATTRIBUTION_OUTPUT.contributionFailureAttribution]: failureAttribution,
    }),
    ...(evidence !== null && { [ATTRIBUTION_OUTPUT.contributionEvidence]: evidence }),
  };
}
