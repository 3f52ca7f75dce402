import * as v from 'valibot';
import {
  byteSize,
  choice,
  count,
  duration,
  flag,
  grpcTarget,
  httpUrl,
  quantity,
  section,
  text,
  textMap,
} from './fields.js';
import type { Field } from './fields.js';

/** How the other side is known, and who we are to it. */
export interface ClientTlsConfig {
  readonly insecure: boolean;
  readonly ca_file?: string | undefined;
  readonly cert_file?: string | undefined;
  readonly key_file?: string | undefined;
}

/** Durations in ms. */
export interface RetryConfig {
  readonly enabled: boolean;
  readonly initial_interval: number;
  readonly randomization_factor: number;
  readonly multiplier: number;
  readonly max_interval: number;
  /** 0: for ever. */
  readonly max_elapsed_time: number;
}

export interface SendingQueueConfig {
  /** Requests under way at the same time. */
  readonly num_consumers: number;
  /** Requests that wait at most. */
  readonly queue_size: number;
  /** Bytes that wait at most. */
  readonly max_bytes: number;
}

/** `exporters.otlp/…` (gRPC) and `exporters.otlphttp/…`: durations in ms. */
export interface ExporterConfig {
  readonly endpoint: string;
  readonly tls: ClientTlsConfig;
  readonly headers: Readonly<Record<string, string>>;
  readonly compression: 'gzip' | 'none';
  readonly timeout: number;
  readonly retry_on_failure: RetryConfig;
  readonly sending_queue: SendingQueueConfig;
}

const FILE = 'the path of a PEM file';

const common = {
  tls: v.optional(
    section(
      v.strictObject({
        insecure: v.optional(flag('Over gRPC: no TLS at all, where the endpoint has no scheme.'), false),
        ca_file: v.exactOptional(text('Authorities to trust instead of the system’s.', FILE)),
        cert_file: v.exactOptional(text('Our certificate, where the other side asks for one.', FILE)),
        key_file: v.exactOptional(text('Its private key.', FILE)),
      }),
    ),
    {},
  ),
  headers: v.optional(
    textMap('Sent with every request.', 'a map of names and texts, secrets best as ${env:NAME}'),
    {},
  ),
  compression: v.optional(choice('How requests are packed.', ['gzip', 'none']), 'gzip'),
  timeout: v.optional(duration('Limit of one attempt.', 1), '10s'),
  retry_on_failure: v.optional(
    section(
      v.strictObject({
        enabled: v.optional(flag('Whether to try again when the other side is away or busy.'), true),
        initial_interval: v.optional(duration('Wait before the second attempt.', 1), '5s'),
        randomization_factor: v.optional(quantity('By how much each wait varies.', 0, 1), 0.5),
        multiplier: v.optional(quantity('By what each wait grows.', 1, 10), 1.5),
        max_interval: v.optional(duration('Longest wait.', 1), '30s'),
        max_elapsed_time: v.optional(duration('When to give up; 0 for never.'), '0s'),
      }),
    ),
    {},
  ),
  sending_queue: v.optional(
    section(
      v.strictObject({
        num_consumers: v.optional(count('Requests under way at the same time.', 1, 1_000), 10),
        queue_size: v.optional(count('Requests that wait at most.', 1, 10_000_000), 1_000),
        max_bytes: v.optional(byteSize('Bytes that wait at most.'), '64MiB'),
      }),
    ),
    {},
  ),
};

export const OTLP_GRPC_EXPORTER_SECTION: Field<ExporterConfig> = v.strictObject({
  endpoint: grpcTarget('Where to send over gRPC.'),
  ...common,
});

export const OTLP_HTTP_EXPORTER_SECTION: Field<ExporterConfig> = v.strictObject({
  endpoint: httpUrl('Where to send over HTTP; `/v1/traces` is added.'),
  ...common,
});
