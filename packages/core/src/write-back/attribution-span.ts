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
  const attributes = verdictAttributes(report);
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

const MASK_64 = (1n << 64n) - 1n;
/** 2^64 / golden ratio: spreads small revisions over all bits, and keeps clear of ids that are half a trace id. */
const SPREAD = 0x9e37_79b9_7f4a_7c15n;

/** 64 bits in two halves: every trace needs an id, and bit operations on numbers cost a tenth of those on BigInt. */
type Halves = readonly [high: number, low: number];

const spreadOf = (revision: number): Halves => {
  const bits = (BigInt(revision) * SPREAD) & MASK_64;
  return [Number(bits >> 32n), Number(bits & 0xffff_ffffn)];
};

/** Nearly all reports are the first of their trace. */
const FIRST_SPREAD = spreadOf(1);

function attributionSpanId(traceId: string, revision: number): string {
  const [high, low] = revision === 1 ? FIRST_SPREAD : spreadOf(revision);
  const isValid = /^[0-9a-f]{32}$/.test(traceId);
  const id = isValid
    ? hex(Number.parseInt(traceId.slice(16, 24), 16) ^ high) +
      hex(Number.parseInt(traceId.slice(24), 16) ^ low)
    : hex(high) + hex(low);
  // All zeros is no valid id.
  return id === '0000000000000000' ? hex(FIRST_SPREAD[0]) + hex(FIRST_SPREAD[1]) : id;
}

const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, '0');
