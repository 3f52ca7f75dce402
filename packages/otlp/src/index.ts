export {
  type AppliedPolicy,
  applyContentPolicy,
  applyContentPolicyToLogs,
} from './content/apply-content-policy.js';
export type { SpanDocument } from './document/span-document.js';
export { type OtlpJsonDocument, writeOtlpJson, writeOtlpProto } from './document/write-otlp.js';
export { enrichOtlp } from './enrich/enrich-otlp.js';
export type { Enrichment } from './enrich/enrichment.js';
export { decodeMessage } from './messages/decode-message.js';
export { encodeMessage } from './messages/encode-message.js';
export { isJsonObject, type JsonObject, type JsonValue } from './messages/json-value.js';
export type { MessageName } from './messages/message-fields.js';
export { groupByTrace } from './read/group-by-trace.js';
export {
  readTraceDocument,
  type ReadTraceDocumentOptions,
  type TraceDocument,
  type TraceDocumentFormat,
} from './read/read-trace-document.js';
export { TraceDocumentError, type TraceDocumentErrorCode } from './read/trace-document-error.js';
export { readLogRecords } from './spans/log-records.js';
export { type OtlpLogsRequest, readOtlpLogsJson, readOtlpLogsProto } from './spans/otlp-logs.js';
export {
  type OtlpRequest,
  otlpJsonBytesToProto,
  otlpJsonToProto,
  readOtlpJson,
  readOtlpProto,
} from './spans/otlp-request.js';
export { copySpans, type SpanSelection } from './split/copy-spans.js';
export type { RequestLayout } from './split/request-layout.js';
export { type ScannedLogs, scanLogs } from './split/scan-logs.js';
export { hexId, type ScannedRequest, scanRequest } from './split/scan-request.js';
export { MalformedOtlpError, type MalformedReason } from './wire/malformed-otlp-error.js';
export type { Allocate } from './wire/reverse-writer.js';
