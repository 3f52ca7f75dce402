/** An independent reading and writing of OTLP, built on protobufjs, to hold ours against. */
import * as protobuf from 'protobufjs';

const PROTO = `
syntax = "proto3";
message Request { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; repeated EntityRef entity_refs = 3; }
message EntityRef { string schema_url = 1; string type = 2; repeated string id_keys = 3; repeated string description_keys = 4; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schema_url = 3; }
message Scope { string name = 1; string version = 2; repeated KeyValue attributes = 3; uint32 dropped_attributes_count = 4; }
message Span {
  bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
  fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9;
  uint32 dropped_attributes_count = 10; repeated Event events = 11; uint32 dropped_events_count = 12;
  repeated Link links = 13; uint32 dropped_links_count = 14; Status status = 15; fixed32 flags = 16;
}
message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; uint32 dropped_attributes_count = 4; }
message Link { bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; repeated KeyValue attributes = 4; uint32 dropped_attributes_count = 5; fixed32 flags = 6; }
message Status { string message = 2; int32 code = 3; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue {
  oneof value {
    string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
    ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7;
  }
}
message ArrayValue { repeated AnyValue values = 1; }
message KeyValueList { repeated KeyValue values = 1; }
message Response { PartialSuccess partial_success = 1; }
message PartialSuccess { int64 rejected_spans = 1; string error_message = 2; }
message RpcStatus { int32 code = 1; string message = 2; repeated Any details = 3; }
message MetricsRequest { repeated ResourceMetrics resource_metrics = 1; }
message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; string schema_url = 3; }
message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; string schema_url = 3; }
message Metric {
  string name = 1; string description = 2; string unit = 3;
  oneof data { Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9; }
}
message Gauge { repeated NumberDataPoint data_points = 1; }
message Sum { repeated NumberDataPoint data_points = 1; int32 aggregation_temporality = 2; bool is_monotonic = 3; }
message Histogram { repeated HistogramDataPoint data_points = 1; int32 aggregation_temporality = 2; }
message NumberDataPoint {
  fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; oneof value { double as_double = 4; sfixed64 as_int = 6; }
  repeated KeyValue attributes = 7; uint32 flags = 8;
}
message HistogramDataPoint {
  fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; optional double sum = 5;
  repeated fixed64 bucket_counts = 6; repeated double explicit_bounds = 7; repeated KeyValue attributes = 9;
  uint32 flags = 10; optional double min = 11; optional double max = 12;
}
message Any { string type_url = 1; bytes value = 2; }
message RetryInfo { Duration retry_delay = 1; }
message Duration { int64 seconds = 1; int32 nanos = 2; }
`;

const root = protobuf.parse(PROTO, { keepCase: false }).root;

export type OracleMessage = Readonly<Record<string, unknown>>;

/** Encodes the message in ascending order of fields, as protobufjs and the JavaScript SDK do. */
export function encodeWithOracle(type: string, message: OracleMessage): Uint8Array {
  const lookup = root.lookupType(type);
  return lookup.encode(lookup.fromObject({ ...message })).finish();
}

/** Decodes to plain data: bytes in base64, 64-bit integers as digits, absent fields absent. */
export function decodeWithOracle(type: string, bytes: Uint8Array): OracleMessage {
  const lookup = root.lookupType(type);
  return lookup.toObject(lookup.decode(bytes), { longs: String, bytes: String });
}

/**
 * Encodes the message as the Collector does: fields in descending order, the value before its key, and a parent id and a
 * status also when they are empty.
 */
export function encodeDescending(type: string, message: OracleMessage): Uint8Array {
  const lookup = root.lookupType(type);
  const fields = lookup.fieldsArray.toSorted((left, right) => right.id - left.id);
  return Buffer.concat(fields.map((field) => encodeField(lookup, field, message)));
}

function encodeField(owner: protobuf.Type, field: protobuf.Field, message: OracleMessage): Uint8Array {
  const always = owner.name === 'Span' && (field.id === 4 || field.id === 15);
  const value = message[field.name] ?? (always ? emptyOf(field) : undefined);
  if (value === undefined) return new Uint8Array();
  const values: readonly unknown[] = field.repeated && Array.isArray(value) ? value : [value];
  return Buffer.concat(values.map((single) => encodeSingle(owner, field, single)));
}

function emptyOf(field: protobuf.Field): unknown {
  return field.type === 'bytes' ? new Uint8Array() : {};
}

function encodeSingle(owner: protobuf.Type, field: protobuf.Field, value: unknown): Uint8Array {
  const type = field.resolve().resolvedType;
  if (type !== null) return lengthDelimited(field.id, encodeDescending(type.name, value as OracleMessage));
  if (value instanceof Uint8Array) return lengthDelimited(field.id, value);
  const single = field.repeated ? [value] : value;
  return encodeWithOracle(owner.name, { [field.name]: single });
}

/** A field of wire type 2. */
export function lengthDelimited(fieldNumber: number, body: Uint8Array): Uint8Array {
  return Buffer.concat([
    protobuf.Writer.create()
      .uint32(fieldNumber * 8 + 2)
      .uint32(body.length)
      .finish(),
    body,
  ]);
}
