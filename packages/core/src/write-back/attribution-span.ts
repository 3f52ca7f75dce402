import {
  ATTRIBUTION_OUTPUT,
  ATTRIBUTION_SCOPE,
  ATTRIBUTION_SPAN_NAME,
  GEN_AI,
  GEN_AI_EVENT,
} from '@agent-attribution/semantic-conventions';
import type { AttributionReport } from '../report.js';
import { attributionSpanId } from './attribution-span-id.js';
import { writeVerdict } from './report-attributes.js';
import type { WrittenAttributes, WrittenValue } from './report-attributes.js';

/**
 * The extra span of an attributed trace, as plain data: a child of the root, of kind INTERNAL and status UNSET, that
 * starts and ends when the root ends and carries the whole report.
 */
export interface AttributionSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly scopeName: string;
  readonly attributes: WrittenAttributes;
  /** At the time of the span. */
  readonly event: { readonly name: string; readonly attributes: WrittenAttributes };
}

/**
 * Describes the attribution span of a report. Its id follows from trace and revision, so that a host which has to send
 * it twice sends the same span.
 */
export function attributionSpanOf(report: AttributionReport, rootSpanId: string): AttributionSpan {
  const attributes: Record<string, WrittenValue> = {};
  writeVerdict(attributes, report);
  attributes[ATTRIBUTION_OUTPUT.report] = JSON.stringify(report);
  return {
    traceId: report.traceId,
    spanId: attributionSpanId(report.traceId, report.revision),
    parentSpanId: rootSpanId,
    name: ATTRIBUTION_SPAN_NAME,
    scopeName: ATTRIBUTION_SCOPE,
    attributes,
    event: {
      name: GEN_AI_EVENT.evaluationResult,
      attributes: {
        [GEN_AI.evaluationName]: 'failure_attribution',
        [GEN_AI.evaluationExplanation]: report.summary,
        ...(report.rootCause !== null && {
          [GEN_AI.evaluationScoreValue]: report.rootCause.confidence,
          [GEN_AI.evaluationScoreLabel]: report.rootCause.agent,
        }),
      },
    },
  };
}
