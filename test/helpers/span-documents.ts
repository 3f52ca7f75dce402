import type { SpanDocument } from '@agent-attribution/otlp';

export const TRACE_ID = 'a'.repeat(32);

/** A span id that ends in the given number. */
export function spanId(number: number): string {
  return number.toString(16).padStart(16, '0');
}

/** A small span of `TRACE_ID`. */
export function spanDocument(number: number, more: Partial<SpanDocument> = {}): SpanDocument {
  return {
    traceId: TRACE_ID,
    spanId: spanId(number),
    name: `span ${number}`,
    startMicros: 1_700_000_000_000_000,
    endMicros: 1_700_000_000_000_500,
    resource: { 'service.name': 'shop' },
    scopeName: 'scope',
    ...more,
  };
}
