import { isAttributionSpan } from '@agent-attribution/core';
import { readOtlpProto } from '@agent-attribution/otlp';
import { ATTRIBUTION_SPAN_NAME } from '@agent-attribution/semantic-conventions';

/** The field of the name as it stands in a span: number 5, then length and text. */
const NAME_FIELD = Buffer.concat([
  Buffer.from([(5 << 3) | 2, ATTRIBUTION_SPAN_NAME.length]),
  Buffer.from(ATTRIBUTION_SPAN_NAME),
]);

/**
 * Traces of a request that bring a verdict: whoever wrote it knew that they were complete. Spans are looked at only when
 * the bytes have the name of one.
 *
 * @returns ids as `scanRequest` has them
 */
export function judgedTraces(body: Uint8Array): ReadonlySet<string> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!bytes.includes(NAME_FIELD)) return new Set();
  const verdicts = readOtlpProto(body).spans.filter(isAttributionSpan);
  return new Set(verdicts.map(({ traceId }) => Buffer.from(traceId, 'hex').toString('latin1')));
}
