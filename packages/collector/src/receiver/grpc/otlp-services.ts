import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';

/**
 * Messages stay bytes: what cannot be read is then answered by the receiver, as OTLP wants it, where a codec that throws
 * makes gRPC say INTERNAL.
 */
export type BytesMethod = MethodDefinition<Buffer, Buffer>;

export function bytesMethod(path: string): BytesMethod {
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: passOn,
    requestDeserialize: passOn,
    responseSerialize: passOn,
    responseDeserialize: passOn,
  };
}

function passOn(bytes: Buffer): Buffer {
  return bytes;
}

/** The methods that are answered. Metrics are not taken: gRPC answers UNIMPLEMENTED, as HTTP answers 404. */
export const OTLP_GRPC_PATHS = {
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  logs: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
} as const;

export const TRACE_SERVICE: ServiceDefinition = { Export: bytesMethod(OTLP_GRPC_PATHS.traces) };
export const LOGS_SERVICE: ServiceDefinition = { Export: bytesMethod(OTLP_GRPC_PATHS.logs) };
