import { isJaegerDocument, jaegerToOtlpJson } from '../jaeger/jaeger-to-otlp.js';
import { isJsonObject } from '../messages/json-value.js';
import { type OtlpRequest, otlpJsonToProto, readOtlpProto } from '../spans/otlp-request.js';

export type JsonFormat = 'otlp-json' | 'jaeger';

export interface JsonDocument {
  readonly format: JsonFormat;
  readonly request: OtlpRequest;
}

/**
 * Reads a parsed document that is OTLP/JSON, bare or as the `result` of Jaeger's v3 API, or Jaeger JSON. Undefined when
 * it is neither.
 *
 * @throws MalformedOtlpError when its shape is OTLP but a value in it is not.
 */
export function readJsonDocument(document: unknown): JsonDocument | undefined {
  if (isJaegerDocument(document)) {
    return { format: 'jaeger', request: readOtlpProto(otlpJsonToProto(jaegerToOtlpJson(document))) };
  }
  const inner = isJsonObject(document) && isOtlp(document['result']) ? document['result'] : document;
  if (!isOtlp(inner)) return undefined;
  return { format: 'otlp-json', request: readOtlpProto(otlpJsonToProto(inner)) };
}

function isOtlp(document: unknown): boolean {
  return isJsonObject(document) && ('resourceSpans' in document || 'resource_spans' in document);
}
