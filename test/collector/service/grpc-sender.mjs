/** A sender over OTLP/gRPC, on one channel. */
import { Client, credentials, status } from '@grpc/grpc-js';

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const passOn = (bytes) => bytes;
/** As HTTP says it: the callers know no other protocol. */
const STATUS = { [status.UNAVAILABLE]: 503, [status.RESOURCE_EXHAUSTED]: 429 };

/** A service that is killed and started again is found again at once. */
const CHANNEL = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 };

/** @returns `post(body)`, which resolves with the status as over HTTP, or 0 when there was no answer; and `close()` */
export function openGrpcSender(url, { timeoutMs = 10_000 } = {}) {
  const client = new Client(new URL(url).host, credentials.createInsecure(), CHANNEL);
  const post = (body) =>
    new Promise((resolve) => {
      const options = { deadline: Date.now() + timeoutMs };
      client.makeUnaryRequest(EXPORT, passOn, passOn, body, options, (error) => {
        resolve(error === null ? 200 : (STATUS[error.code] ?? 0));
      });
    });
  return { post, close: () => client.close() };
}
