import { type handleUnaryCall, Metadata, type ServiceDefinition, status } from '@grpc/grpc-js';
import { bytesMethod } from './otlp-services.js';

/** `grpc.health.v1.Health`, of which probes call `Check` alone. */
export const HEALTH_SERVICE: ServiceDefinition = { Check: bytesMethod('/grpc.health.v1.Health/Check') };

/** `HealthCheckResponse { status: … }`. */
const SERVING = Buffer.from([0x08, 1]);
const NOT_SERVING = Buffer.from([0x08, 2]);

/** A service that is not named stands for the whole server. */
const KNOWN_SERVICES = [
  '',
  'opentelemetry.proto.collector.trace.v1.TraceService',
  'opentelemetry.proto.collector.logs.v1.LogsService',
];

/** The requests that can be asked are few, so they are compared as bytes: `HealthCheckRequest { service: … }`. */
const KNOWN_REQUESTS: ReadonlySet<string> = new Set(
  KNOWN_SERVICES.map((name) => (name === '' ? '' : `\n${String.fromCharCode(name.length)}${name}`)),
);

export function healthCheck(isServing: () => boolean): handleUnaryCall<Buffer, Buffer> {
  return (call, reply) => {
    if (KNOWN_REQUESTS.has(call.request.toString('latin1'))) reply(null, isServing() ? SERVING : NOT_SERVING);
    else reply({ code: status.NOT_FOUND, details: 'unknown service', metadata: new Metadata() });
  };
}
