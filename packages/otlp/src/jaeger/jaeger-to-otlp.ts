import { enumNumber, SPAN_KINDS } from '../messages/enums.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../messages/json-value.js';
import { readReferences } from './jaeger-references.js';
import { type JaegerTag, objectsIn, readTags, tagToKeyValue } from './jaeger-tags.js';

/** Tags that Jaeger makes of fields of a span; they are turned back and do not stay attributes. */
const FIELD_TAGS = {
  kind: 'span.kind',
  statusCode: 'otel.status_code',
  statusMessage: 'otel.status_description',
  error: 'error',
  traceState: 'w3c.tracestate',
  scopeName: ['otel.scope.name', 'otel.library.name'],
  scopeVersion: ['otel.scope.version', 'otel.library.version'],
} as const;

/** The field that names a log, as Jaeger writes the events of a span. */
const EVENT_NAME = 'event';

/**
 * Whether a parsed document has the shape that Jaeger's query service and its UI's download give:
 * `{ data: [{ traceID, spans, processes }] }`.
 */
export function isJaegerDocument(document: unknown): document is JsonObject {
  if (!isJsonObject(document) || !Array.isArray(document['data'])) return false;
  const traces = document['data'];
  return traces.length === 0 || objectsIn(traces).some((trace) => Array.isArray(trace['spans']));
}

/** A Jaeger document as an OTLP/JSON trace export request. What cannot be understood is left out. */
export function jaegerToOtlpJson(document: JsonObject): JsonObject {
  return { resourceSpans: objectsIn(document['data']).flatMap(readTrace) };
}

function readTrace(trace: JsonObject): JsonObject[] {
  const processes = isJsonObject(trace['processes']) ? trace['processes'] : {};
  const byProcess = new Map<JsonValue, JsonObject[]>();
  for (const span of objectsIn(trace['spans'])) {
    const process = span['process'] ?? processes[asText(span['processID'])] ?? null;
    const spans = byProcess.get(process) ?? [];
    spans.push(readScopeSpans(span));
    byProcess.set(process, spans);
  }
  return Array.from(byProcess, ([process, scopeSpans]) => ({ resource: readProcess(process), scopeSpans }));
}

function readProcess(process: JsonValue): JsonObject {
  if (!isJsonObject(process)) return {};
  const tags = readTags(process['tags']).filter(({ key }) => key !== 'service.name');
  const service: JaegerTag = { key: 'service.name', type: 'string', value: asText(process['serviceName']) };
  return { attributes: [service, ...tags].map(tagToKeyValue) };
}

function readScopeSpans(span: JsonObject): JsonObject {
  const tags = new FieldTags(readTags(span['tags']));
  const scope = { name: tags.take(FIELD_TAGS.scopeName), version: tags.take(FIELD_TAGS.scopeVersion) };
  return { scope, spans: [readSpan(span, tags)] };
}

function readSpan(span: JsonObject, tags: FieldTags): JsonObject {
  const start = asMicros(span['startTime']);
  return {
    ...readReferences(span),
    name: asText(span['operationName']),
    kind: enumNumber(tags.take([FIELD_TAGS.kind]), 'span_kind_', SPAN_KINDS) ?? 0,
    traceState: tags.take([FIELD_TAGS.traceState]),
    startTimeUnixNano: toNanos(start),
    endTimeUnixNano: toNanos(start + asMicros(span['duration'])),
    status: readStatus(tags),
    events: objectsIn(span['logs']).map(readLog),
    attributes: tags.rest().map(tagToKeyValue),
  };
}

/** `error` says the status only where it is true; any other value is the sender's own and stays an attribute. */
function readStatus(tags: FieldTags): JsonObject {
  const hasError = tags.takeIf(FIELD_TAGS.error, 'true');
  const code = tags.take([FIELD_TAGS.statusCode]).toUpperCase();
  const message = tags.take([FIELD_TAGS.statusMessage]);
  if (code === 'OK') return { code: 1, message };
  return { code: code === 'ERROR' || hasError ? 2 : 0, message };
}

function readLog(log: JsonObject): JsonObject {
  const fields = new FieldTags(readTags(log['fields']));
  return {
    timeUnixNano: toNanos(asMicros(log['timestamp'])),
    name: fields.take([EVENT_NAME]),
    attributes: fields.rest().map(tagToKeyValue),
  };
}

/** Tags from which those that stand for fields are taken out. */
class FieldTags {
  readonly #tags: Map<string, JaegerTag>;

  constructor(tags: readonly JaegerTag[]) {
    this.#tags = new Map(tags.map((tag) => [tag.key, tag]));
  }

  /** The text of the first of these tags that there is; all of them are taken out. */
  take(keys: readonly string[]): string {
    const texts = keys.map((key) => asText(this.#tags.get(key)?.value));
    for (const key of keys) this.#tags.delete(key);
    return texts.find((text) => text !== '') ?? '';
  }

  takeIf(key: string, expected: string): boolean {
    if (asText(this.#tags.get(key)?.value) !== expected) return false;
    return this.#tags.delete(key);
  }

  rest(): JaegerTag[] {
    return [...this.#tags.values()];
  }
}

function asText(value: JsonValue | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

function asMicros(value: JsonValue | undefined): number {
  const micros = Math.trunc(Number(asText(value)));
  return Number.isSafeInteger(micros) && micros > 0 ? micros : 0;
}

function toNanos(micros: number): string {
  return `${micros}000`;
}
