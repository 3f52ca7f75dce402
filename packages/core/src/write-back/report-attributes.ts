import { ATTRIBUTION_OUTPUT } from '@agent-attribution/semantic-conventions';
import type { AttributionReport, Contribution } from '../report.js';

/** A value that any telemetry format can put on a span. */
export type WrittenValue = string | number | boolean;

export type WrittenAttributes = Readonly<Record<string, WrittenValue>>;

/** Attributes that are written to; those that are there already stay. */
export type AttributesToWrite = Record<string, unknown>;

// Key by key, and straight to where they belong: objects in between cost several times as much, for every trace.

/** What the root says of its trace. */
export function writeRoot(attributes: AttributesToWrite, report: AttributionReport): void {
  const { rootCause } = report;
  writeVerdict(attributes, report);
  attributes[ATTRIBUTION_OUTPUT.runOutcome] ??= report.outcome;
  attributes[ATTRIBUTION_OUTPUT.runStatus] ??= report.run.status;
  if (rootCause === null) return;
  attributes[ATTRIBUTION_OUTPUT.rootCauseFailureCategory] ??= rootCause.failureCategory;
  attributes[ATTRIBUTION_OUTPUT.rootCauseFailureAttribution] ??= rootCause.failureAttribution;
  attributes[ATTRIBUTION_OUTPUT.rootCauseConfidence] ??= rootCause.confidence;
}

/** What the root and the attribution span both say. */
export function writeVerdict(attributes: AttributesToWrite, report: AttributionReport): void {
  const { rootCause } = report;
  attributes[ATTRIBUTION_OUTPUT.verdict] ??= report.verdict;
  attributes[ATTRIBUTION_OUTPUT.summary] ??= report.summary;
  attributes[ATTRIBUTION_OUTPUT.revision] ??= report.revision;
  attributes[ATTRIBUTION_OUTPUT.completion] ??= report.completion;
  attributes[ATTRIBUTION_OUTPUT.spanCount] ??= report.spanCount;
  if (rootCause === null) return;
  attributes[ATTRIBUTION_OUTPUT.rootCauseAgent] ??= rootCause.agent;
  attributes[ATTRIBUTION_OUTPUT.rootCauseSpanId] ??= rootCause.spanId;
  attributes[ATTRIBUTION_OUTPUT.rootCauseNodeType] ??= rootCause.nodeType;
  attributes[ATTRIBUTION_OUTPUT.rootCauseStepIndex] ??= rootCause.stepIndex;
}

/** What an agent span says of its agent's part. An absent value is unknown: it must not reach a span as an empty one. */
export function writeContribution(attributes: AttributesToWrite, contribution: Contribution): void {
  const { failureCategory, failureAttribution, evidence } = contribution;
  attributes[ATTRIBUTION_OUTPUT.contributionScore] ??= contribution.contributionScore;
  attributes[ATTRIBUTION_OUTPUT.contributionBlameShare] ??= contribution.blameShare;
  attributes[ATTRIBUTION_OUTPUT.contributionCreditShare] ??= contribution.creditShare;
  attributes[ATTRIBUTION_OUTPUT.contributionOutcome] ??= contribution.outcome;
  attributes[ATTRIBUTION_OUTPUT.contributionTokens] ??= contribution.tokenUsage;
  if (failureCategory !== null)
    attributes[ATTRIBUTION_OUTPUT.contributionFailureCategory] ??= failureCategory;
  if (failureAttribution !== null)
    attributes[ATTRIBUTION_OUTPUT.contributionFailureAttribution] ??= failureAttribution;
  if (evidence !== null) attributes[ATTRIBUTION_OUTPUT.contributionEvidence] ??= evidence;
}
