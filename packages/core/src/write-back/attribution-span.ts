import {
  ATTRIBUTION_OUTPUT,
  ATTRIBUTION_SCOPE,
  ATTRIBUTION_SPAN_NAME,
  GEN_AI,
  GEN_AI_EVENT,
} from '@agent-attribution/semantic-conventions';
import type { AttributionReport } from '../report.js';
import { verdictAttributes } from './report-attributes.js';
import type { WrittenAttributes } from './report-attributes.js';

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
  return {
    traceId: report.traceId,
    spanId: attributionSpanId(report.traceId, report.revision),
    parentSpanId: rootSpanId,
    name: ATTRIBUTION_SPAN_NAME,
    scopeName: ATTRIBUTION_SCOPE,
    attributes: { ...verdictAttributes(report), [ATTRIBUTION_OUTPUT.report]: JSON.stringify(report) },
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

const MASK_64 = (1n << 64n) - 1n;
/** 2^64 / golden ratio: spreads small revisions over all bits, and keeps clear of ids that are half a trace id. */
const SPREAD = 0x9e37_79b9_7f4a_7c15n;

function attributionSpanId(traceId: string, revision: number): string {
  const low = /^[0-9a-f]{32}$/.test(traceId) ? BigInt(`0x${traceId.slice(16)}`) : 0n;
  const id = (low ^ (BigInt(revision) * SPREAD)) & MASK_64;
  // All zeros is no valid id.
  return (id === 0n ? SPREAD : id).toString(16).padStart(16, '0');
}
