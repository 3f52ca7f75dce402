/** `id` is a trace or span id: bytes on the wire, hex (not base64) in JSON. Enums are ints in both. */
export type ScalarType =
  | 'string'
  | 'id'
  | 'bytes'
  | 'bool'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed64'
  | 'double'
  /** Repeated in one length; an array in JSON. Only the packed form is read. */
  | 'packedFixed64'
  | 'packedDouble'
  | 'SpanKind'
  | 'StatusCode';

export type MessageName =
  | 'ExportTraceServiceRequest'
  | 'ResourceSpans'
  | 'ScopeSpans'
  | 'Span'
  | 'Event'
  | 'Link'
  | 'Status'
  | 'Resource'
  | 'EntityRef'
  | 'InstrumentationScope'
  | 'KeyValue'
  | 'AnyValue'
  | 'ArrayValue'
  | 'KeyValueList'
  | 'ExportLogsServiceRequest'
  | 'ResourceLogs'
  | 'ScopeLogs'
  | 'LogRecord'
  | 'ExportTraceServiceResponse'
  | 'ExportTracePartialSuccess'
  | 'RpcStatus'
  | 'Any'
  | 'RetryInfo'
  | 'Duration'
  | 'ExportMetricsServiceRequest'
  | 'ResourceMetrics'
  | 'ScopeMetrics'
  | 'Metric'
  | 'Gauge'
  | 'Sum'
  | 'Histogram'
  | 'NumberDataPoint'
  | 'HistogramDataPoint';

export type FieldRow = readonly [
  number: number,
  name: string,
  type: ScalarType | MessageName,
  repeated?: 'repeated',
];

/** Every message that is read or written here: opentelemetry-proto 1.x and `google.rpc.Status`, in ascending order. */
export const MESSAGE_FIELDS: Readonly<Record<MessageName, readonly FieldRow[]>> = {
  ExportTraceServiceRequest: [[1, 'resourceSpans', 'ResourceSpans', 'repeated']],
  ResourceSpans: [
    [1, 'resource', 'Resource'],
    [2, 'scopeSpans', 'ScopeSpans', 'repeated'],
    [3, 'schemaUrl', 'string'],
  ],
  ScopeSpans: [
    [1, 'scope', 'InstrumentationScope'],
    [2, 'spans', 'Span', 'repeated'],
    [3, 'schemaUrl', 'string'],
  ],
  Span: [
    [1, 'traceId', 'id'],
    [2, 'spanId', 'id'],
    [3, 'traceState', 'string'],
    [4, 'parentSpanId', 'id'],
    [5, 'name', 'string'],
    [6, 'kind', 'SpanKind'],
    [7, 'startTimeUnixNano', 'fixed64'],
    [8, 'endTimeUnixNano', 'fixed64'],
    [9, 'attributes', 'KeyValue', 'repeated'],
    [10, 'droppedAttributesCount', 'uint32'],
    [11, 'events', 'Event', 'repeated'],
    [12, 'droppedEventsCount', 'uint32'],
    [13, 'links', 'Link', 'repeated'],
    [14, 'droppedLinksCount', 'uint32'],
    [15, 'status', 'Status'],
    [16, 'flags', 'fixed32'],
  ],
  Event: [
    [1, 'timeUnixNano', 'fixed64'],
    [2, 'name', 'string'],
    [3, 'attributes', 'KeyValue', 'repeated'],
    [4, 'droppedAttributesCount', 'uint32'],
  ],
  Link: [
    [1, 'traceId', 'id'],
    [2, 'spanId', 'id'],
    [3, 'traceState', 'string'],
    [4, 'attributes', 'KeyValue', 'repeated'],
    [5, 'droppedAttributesCount', 'uint32'],
    [6, 'flags', 'fixed32'],
  ],
  Status: [
    [2, 'message', 'string'],
    [3, 'code', 'StatusCode'],
  ],
  Resource: [
    [1, 'attributes', 'KeyValue', 'repeated'],
    [2, 'droppedAttributesCount', 'uint32'],
    [3, 'entityRefs', 'EntityRef', 'repeated'],
  ],
  EntityRef: [
    [1, 'schemaUrl', 'string'],
    [2, 'type', 'string'],
    [3, 'idKeys', 'string', 'repeated'],
    [4, 'descriptionKeys', 'string', 'repeated'],
  ],
  InstrumentationScope: [
    [1, 'name', 'string'],
    [2, 'version', 'string'],
    [3, 'attributes', 'KeyValue', 'repeated'],
    [4, 'droppedAttributesCount', 'uint32'],
  ],
  KeyValue: [
    [1, 'key', 'string'],
    [2, 'value', 'AnyValue'],
  ],
  AnyValue: [
    [1, 'stringValue', 'string'],
    [2, 'boolValue', 'bool'],
    [3, 'intValue', 'int64'],
    [4, 'doubleValue', 'double'],
    [5, 'arrayValue', 'ArrayValue'],
    [6, 'kvlistValue', 'KeyValueList'],
    [7, 'bytesValue', 'bytes'],
  ],
  ArrayValue: [[1, 'values', 'AnyValue', 'repeated']],
  KeyValueList: [[1, 'values', 'KeyValue', 'repeated']],
  ExportLogsServiceRequest: [[1, 'resourceLogs', 'ResourceLogs', 'repeated']],
  ResourceLogs: [
    [1, 'resource', 'Resource'],
    [2, 'scopeLogs', 'ScopeLogs', 'repeated'],
    [3, 'schemaUrl', 'string'],
  ],
  ScopeLogs: [
    [1, 'scope', 'InstrumentationScope'],
    [2, 'logRecords', 'LogRecord', 'repeated'],
    [3, 'schemaUrl', 'string'],
  ],
  LogRecord: [
    [1, 'timeUnixNano', 'fixed64'],
    [2, 'severityNumber', 'int32'],
    [3, 'severityText', 'string'],
    [5, 'body', 'AnyValue'],
    [6, 'attributes', 'KeyValue', 'repeated'],
    [7, 'droppedAttributesCount', 'uint32'],
    [8, 'flags', 'fixed32'],
    [9, 'traceId', 'id'],
    [10, 'spanId', 'id'],
    [11, 'observedTimeUnixNano', 'fixed64'],
    [12, 'eventName', 'string'],
  ],
  ExportTraceServiceResponse: [[1, 'partialSuccess', 'ExportTracePartialSuccess']],
  ExportTracePartialSuccess: [
    [1, 'rejectedSpans', 'int64'],
    [2, 'errorMessage', 'string'],
  ],
  RpcStatus: [
    [1, 'code', 'int32'],
    [2, 'message', 'string'],
    [3, 'details', 'Any', 'repeated'],
  ],
  Any: [
    [1, 'typeUrl', 'string'],
    [2, 'value', 'bytes'],
  ],
  RetryInfo: [[1, 'retryDelay', 'Duration']],
  Duration: [
    [1, 'seconds', 'int64'],
    [2, 'nanos', 'int32'],
  ],
  ExportMetricsServiceRequest: [[1, 'resourceMetrics', 'ResourceMetrics', 'repeated']],
  ResourceMetrics: [
    [1, 'resource', 'Resource'],
    [2, 'scopeMetrics', 'ScopeMetrics', 'repeated'],
    [3, 'schemaUrl', 'string'],
  ],
  ScopeMetrics: [
    [1, 'scope', 'InstrumentationScope'],
    [2, 'metrics', 'Metric', 'repeated'],
    [3, 'schemaUrl', 'string'],
  ],
  Metric: [
    [1, 'name', 'string'],
    [2, 'description', 'string'],
    [3, 'unit', 'string'],
    [5, 'gauge', 'Gauge'],
    [7, 'sum', 'Sum'],
    [9, 'histogram', 'Histogram'],
  ],
  Gauge: [[1, 'dataPoints', 'NumberDataPoint', 'repeated']],
  Sum: [
    [1, 'dataPoints', 'NumberDataPoint', 'repeated'],
    [2, 'aggregationTemporality', 'int32'],
    [3, 'isMonotonic', 'bool'],
  ],
  Histogram: [
    [1, 'dataPoints', 'HistogramDataPoint', 'repeated'],
    [2, 'aggregationTemporality', 'int32'],
  ],
  NumberDataPoint: [
    [2, 'startTimeUnixNano', 'fixed64'],
    [3, 'timeUnixNano', 'fixed64'],
    [4, 'asDouble', 'double'],
    [6, 'asInt', 'sfixed64'],
    [7, 'attributes', 'KeyValue', 'repeated'],
    [8, 'flags', 'uint32'],
  ],
  HistogramDataPoint: [
    [2, 'startTimeUnixNano', 'fixed64'],
    [3, 'timeUnixNano', 'fixed64'],
    [4, 'count', 'fixed64'],
    [5, 'sum', 'double'],
    [6, 'bucketCounts', 'packedFixed64'],
    [7, 'explicitBounds', 'packedDouble'],
    [9, 'attributes', 'KeyValue', 'repeated'],
    [10, 'flags', 'uint32'],
    [11, 'min', 'double'],
    [12, 'max', 'double'],
  ],
};
