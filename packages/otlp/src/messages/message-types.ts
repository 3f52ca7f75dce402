import { WIRE_FIXED32, WIRE_FIXED64, WIRE_LENGTH, WIRE_VARINT } from '../wire/wire-reader.js';

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
  | 'double'
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
  | 'Duration';

type FieldRow = readonly [
  number: number,
  name: string,
  type: ScalarType | MessageName,
  repeated?: 'repeated',
];

/** Every message that is read or written here: opentelemetry-proto 1.x and `google.rpc.Status`, in ascending order. */
const FIELDS: Readonly<Record<MessageName, readonly FieldRow[]>> = {
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
};

const WIRE_TYPES: Readonly<Record<ScalarType, number>> = {
  string: WIRE_LENGTH,
  id: WIRE_LENGTH,
  bytes: WIRE_LENGTH,
  bool: WIRE_VARINT,
  int32: WIRE_VARINT,
  uint32: WIRE_VARINT,
  int64: WIRE_VARINT,
  SpanKind: WIRE_VARINT,
  StatusCode: WIRE_VARINT,
  fixed32: WIRE_FIXED32,
  fixed64: WIRE_FIXED64,
  double: WIRE_FIXED64,
};

/** A field holds either a scalar or a message. */
export type MessageField = {
  readonly number: number;
  readonly name: string;
  /** The name as the .proto file spells it. */
  readonly snakeName: string;
  readonly wireType: number;
  readonly repeated: boolean;
} & (
  | { readonly scalar: ScalarType; readonly message?: never }
  | { readonly message: MessageType; readonly scalar?: never }
);

export interface MessageType {
  readonly name: MessageName;
  /** Whether the fields exclude each other, so that one of them set to its default is still said. */
  readonly oneof: boolean;
  /** In ascending order of number. */
  readonly fields: readonly MessageField[];
  readonly byNumber: readonly (MessageField | undefined)[];
}

export const MESSAGE_TYPES: Readonly<Record<MessageName, MessageType>> = compile();

function compile(): Readonly<Record<MessageName, MessageType>> {
  type Open = MessageType & { fields: MessageField[]; byNumber: (MessageField | undefined)[] };
  const names = Object.keys(FIELDS) as MessageName[];
  const types = Object.fromEntries(
    names.map((name): [string, Open] => [
      name,
      { name, oneof: name === 'AnyValue', fields: [], byNumber: [] },
    ]),
  ) as Record<MessageName, Open>;
  for (const name of names) {
    for (const [number, fieldName, type, repeated] of FIELDS[name]) {
      const common = {
        number,
        name: fieldName,
        snakeName: fieldName.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        repeated: repeated !== undefined,
      };
      const field: MessageField = isScalar(type)
        ? { ...common, wireType: WIRE_TYPES[type], scalar: type }
        : { ...common, wireType: WIRE_LENGTH, message: types[type] };
      types[name].fields.push(field);
      types[name].byNumber[number] = field;
    }
  }
  return types;
}

function isScalar(type: ScalarType | MessageName): type is ScalarType {
  return Object.hasOwn(WIRE_TYPES, type);
}
