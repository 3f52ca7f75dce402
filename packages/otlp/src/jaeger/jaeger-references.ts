import type { JsonObject, JsonValue } from '../messages/json-value.js';
import { objectsIn } from './jaeger-tags.js';

/** Ids, parent and links of a Jaeger span in their OTLP/JSON form. */
export interface References extends JsonObject {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly links: readonly JsonObject[];
}

/**
 * The first CHILD_OF within the trace is the parent; every other reference is a link. Older documents have a
 * `parentSpanID` instead.
 */
export function readReferences(span: JsonObject): References {
  const traceId = readId(span['traceID'], 32);
  const references = objectsIn(span['references']).map((reference) => ({
    isChildOf: reference['refType'] === 'CHILD_OF',
    traceId: readId(reference['traceID'], 32),
    spanId: readId(reference['spanID'], 16),
  }));
  const parent = references.find((reference) => reference.isChildOf && reference.traceId === traceId);
  return {
    traceId,
    spanId: readId(span['spanID'], 16),
    parentSpanId: parent?.spanId ?? readId(span['parentSpanID'], 16),
    links: references
      .filter((reference) => reference !== parent)
      .map((reference) => ({ traceId: reference.traceId, spanId: reference.spanId })),
  };
}

/** Jaeger leaves leading zeros out of ids. */
function readId(value: JsonValue | undefined, digits: number): string {
  return typeof value === 'string' && value !== '' ? value.padStart(digits, '0') : '';
}
