import type { CollectorConfig } from '../config/collector-config.js';
import type { AuthConfig, ServerTlsConfig } from '../config/receiver-config.js';
import { BodyMemory } from '../receiver/body-memory.js';
import { startOtlpGrpcServer } from '../receiver/grpc/otlp-grpc-server.js';
import { type OtlpHttpServerOptions, startOtlpHttpServer } from '../receiver/otlp-http-server.js';
import type { OtlpReceiverCounters, OtlpReceiverOptions } from '../receiver/otlp-intake.js';
import type { Shard } from './shard/shard.js';
import type { CollectorServiceOptions } from './start-collector.js';

export interface RunningReceivers {
  /** By protocol, such as `http://127.0.0.1:4318` for `http`. */
  readonly urls: Readonly<Record<string, string>>;
  /** By protocol. */
  readonly counters: Readonly<Record<string, OtlpReceiverCounters>>;
  /** Takes no more requests and resolves when those under way have been answered. */
  close(): Promise<void>;
}

interface Receiver {
  readonly url: string;
  readonly counters: Readonly<OtlpReceiverCounters>;
  close(): Promise<void>;
}

/** @throws OtlpServerError, ConfigurationError; what was started before is closed again */
export async function startReceivers(
  config: CollectorConfig,
  shard: Pick<Shard, 'acceptTraces' | 'acceptLogs'>,
  { log, bearerTokens }: Pick<CollectorServiceOptions, 'log' | 'bearerTokens'>,
): Promise<RunningReceivers> {
  const { http, grpc } = config.receivers.otlp.protocols;
  const receivers = new Map<string, Receiver>();
  const close = async (): Promise<void> => {
    await Promise.all(Array.from(receivers.values(), (receiver) => receiver.close()));
  };
  const bodyMemory = new BodyMemory();
  const common = {
    onTraces: async ({ body, scanned }) => {
      if (await shard.acceptTraces(body, scanned)) bodyMemory.giveBack(body);
    },
    onLogs: ({ body }) => shard.acceptLogs(body),
    onError: (error) => log.error('a request failed', { error: String(error) }),
  } satisfies OtlpReceiverOptions;
  try {
    if (grpc !== undefined) {
      const { endpoint, tls, auth, max_recv_msg_size: maxBodyBytes } = grpc;
      const options = { ...common, ...endpoint, ...admission(tls, auth, bearerTokens), maxBodyBytes };
      receivers.set('grpc', await startOtlpGrpcServer(options));
    }
    if (http !== undefined) {
      const { endpoint, tls, auth, cors, max_request_body_size: maxBodyBytes } = http;
      const options = {
        ...common,
        ...endpoint,
        ...admission(tls, auth, bearerTokens),
        maxBodyBytes,
        bodyMemory,
      };
      receivers.set('http', await startOtlpHttpServer({ ...options, allowedOrigins: cors?.allowed_origins }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    urls: Object.fromEntries(Array.from(receivers, ([protocol, { url }]) => [protocol, url])),
    counters: Object.fromEntries(Array.from(receivers, ([protocol, { counters }]) => [protocol, counters])),
    close,
  };
}

const admission = (
  tls: ServerTlsConfig | undefined,
  auth: AuthConfig | undefined,
  bearerTokens: readonly string[] | undefined,
): Pick<OtlpHttpServerOptions, 'tls' | 'bearerToken'> => ({
  tls: tls && { certFile: tls.cert_file, keyFile: tls.key_file, clientCaFile: tls.client_ca_file },
  bearerToken: auth?.bearer_token ?? bearerTokens,
});
