import {
  type ChannelCredentials,
  Client,
  compressionAlgorithms,
  credentials,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';

export const TRACES_METHOD = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
export const LOGS_METHOD = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';

export interface GrpcAnswer {
  /** 0 is OK. */
  readonly code: number;
  readonly details: string;
  readonly body: Buffer;
  readonly trailers: Metadata;
}

export interface GrpcClientOptions {
  readonly gzip?: boolean;
  readonly secure?: ChannelCredentials;
}

/** A gRPC client that knows no messages: bytes in, bytes or a status out. */
export class GrpcClient {
  readonly #client: Client;

  constructor(address: string, options: GrpcClientOptions = {}) {
    this.#client = new Client(address, options.secure ?? credentials.createInsecure(), {
      ...(options.gzip === true ? { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip } : {}),
      'grpc.use_local_subchannel_pool': 1,
    });
  }

  call(
    method: string,
    body: Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<GrpcAnswer> {
    const metadata = new Metadata();
    for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
    return new Promise((resolve) => {
      const answered = (error: ServiceError | null, response?: Buffer): void =>
        resolve({
          code: error?.code ?? 0,
          details: error?.details ?? '',
          body: response ?? Buffer.alloc(0),
          trailers: error?.metadata ?? new Metadata(),
        });
      this.#client.makeUnaryRequest(
        method,
        sameBytes,
        sameBytes,
        Buffer.from(body),
        metadata,
        { deadline: Date.now() + 20_000 },
        answered,
      );
    });
  }

  close(): void {
    this.#client.close();
  }
}

function sameBytes(message: Buffer): Buffer {
  return message;
}
