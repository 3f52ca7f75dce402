import {
  type handleUnaryCall,
  Server,
  type ServerCredentials,
  ServerCredentials as Credentials,
} from '@grpc/grpc-js';
import { encodeMessage } from '@agent-attribution/otlp';
import { readServerTls, type TlsServerOptions } from '../../tls/tls-files.js';
import { exportResponse, type PartialSuccess } from '../export-response.js';
import { OtlpIntake, type OtlpReceiverCounters, type OtlpReceiverOptions } from '../otlp-intake.js';
import { listenError } from '../otlp-server-error.js';
import { RequestRefusal, RPC_CODE } from '../request-refusal.js';
import { admitCalls } from './admit-calls.js';
import { HEALTH_SERVICE, healthCheck } from './health-service.js';
import { LOGS_SERVICE, TRACE_SERVICE } from './otlp-services.js';
import { refusalStatus } from './refusal-status.js';
import { TlsCredentials } from './tls-credentials.js';

export interface OtlpGrpcServerOptions extends OtlpReceiverOptions {
  /** Default `127.0.0.1`: only this machine may send. */
  readonly host?: string | undefined;
  /** Default 4317; 0 takes a free one. */
  readonly port?: number | undefined;
  /** Default: none, what is sent can be read on the way. */
  readonly tls?: TlsServerOptions | undefined;
}

export interface OtlpGrpcServer {
  readonly host: string;
  readonly port: number;
  /** Such as `http://127.0.0.1:4317`. */
  readonly url: string;
  /** Bodies over the limit are refused by gRPC itself and counted as requests only. */
  readonly counters: Readonly<OtlpReceiverCounters>;
  /** Takes no more calls and resolves when those that are under way have been answered. */
  close(): Promise<void>;
}

/**
 * Starts an OTLP/gRPC receiver for traces and logs, with the standard health service beside them.
 *
 * @throws OtlpServerError when it cannot listen, such as `port_in_use`.
 * @throws ConfigurationError when the certificates cannot be used.
 * @example
 * const server = await startOtlpGrpcServer({ port: 0, onTraces: ({ spans }) => console.log(spans.length) });
 * await server.close();
 */
export async function startOtlpGrpcServer(options: OtlpGrpcServerOptions): Promise<OtlpGrpcServer> {
  const { host = '127.0.0.1', port = 4317 } = options;
  const intake = new OtlpIntake(options);
  const credentials =
    options.tls === undefined ? Credentials.createInsecure() : new TlsCredentials(readServerTls(options.tls));
  let closing = false;
  const server = new Server({
    'grpc.max_receive_message_length': intake.maxBodyBytes,
    interceptors: [admitCalls(intake)],
  });
  const answer = (take: Take): handleUnaryCall<Buffer, Buffer> => exportHandler(intake, take, () => closing);
  server.addService(TRACE_SERVICE, { Export: answer((body) => intake.takeTraces(body, 'protobuf')) });
  server.addService(LOGS_SERVICE, { Export: answer((body) => intake.takeLogs(body, 'protobuf')) });
  server.addService(HEALTH_SERVICE, { Check: healthCheck(() => !closing) });
  const bracketed = host.includes(':') ? `[${host}]` : host;
  const bound = await bind(server, host, port, `${bracketed}:${port}`, credentials);
  return {
    host,
    port: bound,
    url: `${options.tls === undefined ? 'http' : 'https'}://${bracketed}:${bound}`,
    counters: intake.counters,
    close: () => {
      closing = true;
      return shutDown(server);
    },
  };
}

type Take = (body: Uint8Array) => Promise<PartialSuccess | undefined>;

function exportHandler(
  intake: OtlpIntake,
  take: Take,
  isClosing: () => boolean,
): handleUnaryCall<Buffer, Buffer> {
  return (call, reply) => {
    const taking = isClosing() ? Promise.reject(shuttingDown()) : take(call.request);
    taking
      .then((leftOut) => encodeMessage('ExportTraceServiceResponse', exportResponse(leftOut)))
      .then(
        (response) => reply(null, Buffer.from(response)),
        (error: unknown) => reply(refusalStatus(intake.refuse(error))),
      )
      // A host whose `onError` throws costs the sender its answer, not the process its life.
      .catch(() => reply(refusalStatus(new RequestRefusal(500, RPC_CODE.internal, 'internal error'))));
  };
}

function shuttingDown(): RequestRefusal {
  return new RequestRefusal(503, RPC_CODE.unavailable, 'the receiver is shutting down');
}

function bind(
  server: Server,
  host: string,
  port: number,
  address: string,
  credentials: ServerCredentials,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, bound) => {
      if (error === null) resolve(bound);
      else reject(listenError(error, host, port));
    });
  });
}

function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.tryShutdown(() => resolve());
  });
}
