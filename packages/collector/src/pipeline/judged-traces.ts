import { isAttributionSpan } from '@agent-attribution/core';
import { readOtlpProto, type ScannedRequest } from '@agent-attribution/otlp';

const NONE: ReadonlySet<string> = new Set();

/**
 * Traces of a request that bring a verdict: whoever wrote it knew that they were complete. Spans are looked at only when
 * one has the name of an attribution span.
 *
 * @returns ids as `scanRequest` has them
 */
export function judgedTraces({ bytes, mayBringVerdict }: ScannedRequest): ReadonlySet<string> {
  if (!mayBringVerdict) return NONE;
  const verdicts = readOtlpProto(bytes, { isChecked: true }).spans.filter(isAttributionSpan);
  return new Set(verdicts.map(({ traceId }) => Buffer.from(traceId, 'hex').toString('latin1')));
}
