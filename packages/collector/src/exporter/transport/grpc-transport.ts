import { createSecureContext } from 'node:tls';
import {
  type ChannelCredentials,
  Client,
  compressionAlgorithms,
  credentials,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { readClientTls } from '../../tls/tls-files.js';
import { failedResult } from './grpc-retry.js';
import {
  DEFAULT_TIMEOUT_MS,
  MAX_RESPONSE_BYTES,
  type OtlpTransport,
  type OtlpTransportOptions,
  type SendResult,
  type Signal,
} from './otlp-transport.js';
import { deliveredResult } from './partial-success.js';
import { readEndpoint } from './read-endpoint.js';

const METHODS: Readonly<Record<Signal, string>> = {
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  logs: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
  metrics: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
};

/** gRPC's own pause after a connection that failed grows to two minutes; when to try again is decided above it. */
const RECONNECT_MS = 1000;

/** A connection whose other end has vanished gives only timeouts; after so many of them a new one is made. */
const MAX_TIMEOUTS = 3;

/**
 * OTLP over gRPC.
 *
 * @throws ConfigurationError when the endpoint or the certificates cannot be used.
 */
export function createGrpcTransport(options: OtlpTransportOptions): OtlpTransport {
  return new GrpcTransport(options);
}

class GrpcTransport implements OtlpTransport {
  readonly #options: OtlpTransportOptions;
  readonly #address: string;
  readonly #credentials: ChannelCredentials;
  readonly #metadata = new Metadata();
  readonly #cancels = new Set<() => void>();
  #client: Client;
  #timeouts = 0;

  constructor(options: OtlpTransportOptions) {
    this.#options = options;
    const { protocol, hostname, port } = readEndpoint(options.endpoint);
    const isSecure = protocol === 'https:';
    this.#address = `${hostname}:${port === '' ? (isSecure ? 443 : 80) : port}`;
    this.#credentials = isSecure
      ? credentials.createFromSecureContext(createSecureContext(readClientTls(options.tls ?? {})))
      : credentials.createInsecure();
    for (const [name, value] of Object.entries(options.headers ?? {})) this.#metadata.set(name, value);
    this.#client = this.#connect();
  }

  async send(signal: Signal, body: Uint8Array): Promise<SendResult> {
    const deadline = Date.now() + (this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const answer = await this.#call(METHODS[signal], asBuffer(body), deadline);
    this.#watchTimeouts(answer);
    return 'error' in answer ? failedResult(answer.error) : deliveredResult(answer.response);
  }

  close(): void {
    for (const cancel of this.#cancels) cancel();
    this.#client.close();
  }

  #connect(): Client {
    return new Client(this.#address, this.#credentials, {
      'grpc.primary_user_agent': 'agent-attribution',
      'grpc.max_receive_message_length': MAX_RESPONSE_BYTES,
      'grpc.initial_reconnect_backoff_ms': RECONNECT_MS,
      'grpc.max_reconnect_backoff_ms': RECONNECT_MS,
      ...(this.#options.compression === 'none'
        ? {}
        : { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip }),
    });
  }

  #call(method: string, body: Buffer, deadline: number): Promise<Answer> {
    return new Promise((resolve) => {
      const call = this.#client.makeUnaryRequest(
        method,
        asBuffer,
        asBuffer,
        body,
        this.#metadata,
        { deadline },
        (error: ServiceError | null, response?: Buffer) => {
          this.#cancels.delete(cancel);
          resolve(error === null ? { response: response ?? Buffer.alloc(0) } : { error });
        },
      );
      const cancel = (): void => call.cancel();
      this.#cancels.add(cancel);
    });
  }

  #watchTimeouts(answer: Answer): void {
    const isTimeout = 'error' in answer && answer.error.code === status.DEADLINE_EXCEEDED;
    this.#timeouts = isTimeout ? this.#timeouts + 1 : 0;
    if (this.#timeouts < MAX_TIMEOUTS) return;
    this.#timeouts = 0;
    this.#client.close();
    this.#client = this.#connect();
  }
}

type Answer = { readonly response: Buffer } | { readonly error: ServiceError };

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
