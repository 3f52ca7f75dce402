import { mean, mostCommon } from '../../plain/values.js';
import type { ExecutionRecord } from './execution-record.js';
import { executionsIn, type ExecutionQuery } from './query.js';

const COMMON = 10;

export interface ResponseQuality {
  readonly totalResponses: number;
  readonly validResponses: number;
  readonly invalidResponses: number;
  /** Valid over all, 0..1. */
  readonly validityRate: number;
  /** Of the responses that were scored; null when none was. */
  readonly avgQualityScore: number | null;
  readonly qualityDistribution: Readonly<Record<QualityBand, number>>;
  /** The most frequent, at most 10. */
  readonly commonErrors: readonly { readonly error: string; readonly count: number }[];
  readonly commonWarnings: readonly { readonly warning: string; readonly count: number }[];
}

/** Above 0.9, 0.7 to 0.9 (both inclusive), 0.5 to below 0.7, below 0.5. */
export type QualityBand = 'excellent' | 'good' | 'fair' | 'poor';

/** How good the responses of models were; null when there are none. */
export function responseQuality(
  records: readonly ExecutionRecord[],
  query: ExecutionQuery,
): ResponseQuality | null {
  const responses = executionsIn(records, query).filter(({ responseValid }) => responseValid !== null);
  if (responses.length === 0) return null;
  const validResponses = responses.filter(({ responseValid }) => responseValid === true).length;
  const scores = responses.flatMap(({ responseQualityScore }) => responseQualityScore ?? []);
  const qualityDistribution = { excellent: 0, good: 0, fair: 0, poor: 0 };
  for (const score of scores) qualityDistribution[bandOf(score)]++;
  const errors = mostCommon(
    responses.flatMap(({ responseErrors }) => responseErrors),
    COMMON,
  );
  const warnings = mostCommon(
    responses.flatMap(({ responseWarnings }) => responseWarnings),
    COMMON,
  );
  return {
    totalResponses: responses.length,
    validResponses,
    invalidResponses: responses.length - validResponses,
    validityRate: validResponses / responses.length,
    avgQualityScore: mean(scores) ?? null,
    qualityDistribution,
    commonErrors: errors.map(([error, count]) => ({ error, count })),
    commonWarnings: warnings.map(([warning, count]) => ({ warning, count })),
  };
}

function bandOf(score: number): QualityBand {
  if (score > 0.9) return 'excellent';
  if (score >= 0.7) return 'good';
  return score >= 0.5 ? 'fair' : 'poor';
}
