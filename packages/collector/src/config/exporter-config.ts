import * as v from 'valibot';
import {
  byteSize,
  choice,
  count,
  duration,
  flag,
  grpcTarget,
  httpUrl,
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
  readonly initial_interval: number;
  readonly max_interval: number;
  /** 0: for ever. */
  readonly max_elapsed_time: number;
}

/** Durations in ms, sizes in bytes. */
export interface SendingQueueConfig {
  readonly num_consumers: number;
  readonly storage: 'disk' | 'memory';
  readonly max_bytes: number;
  readonly on_full: 'block' | 'drop_oldest';
  readonly max_memory_bytes: number;
  readonly batch: { readonly flush_timeout: number; readonly max_bytes: number };
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
        initial_interval: v.optional(
          duration('The first wait is at most this long; each failure doubles it.', 1),
          '1s',
        ),
        max_interval: v.optional(duration('No wait is longer, unless the other side asks for it.', 1), '30s'),
        max_elapsed_time: v.optional(duration('Age at which spans are given up; 0 for never.'), '0s'),
      }),
    ),
    {},
  ),
  sending_queue: v.optional(
    section(
      v.strictObject({
        num_consumers: v.optional(count('Requests under way at the same time.', 1, 1_000), 4),
        storage: v.optional(
          choice(
            'Where spans wait for an exporter that is behind; on disk it is under `service.storage.directory`.',
            ['disk', 'memory'],
          ),
          'disk',
        ),
        max_bytes: v.optional(byteSize('Disk that they may use.'), '1GiB'),
        on_full: v.optional(
          choice('What then: nothing more is acknowledged to senders, or the oldest spans are given up.', [
            'block',
            'drop_oldest',
          ]),
          'block',
        ),
        max_memory_bytes: v.optional(byteSize('Bytes that wait in memory; more goes to disk.'), '32MiB'),
        batch: v.optional(
          section(
            v.strictObject({
              flush_timeout: v.optional(
                duration('A request is sent so long after its first trace.', 1),
                '200ms',
              ),
              max_bytes: v.optional(byteSize('A request is sent when it is this large.'), '1MiB'),
            }),
          ),
          {},
        ),
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
