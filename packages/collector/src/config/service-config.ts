import * as v from 'valibot';
import { byteSize, choice, count, duration, listenAddress, section, text, texts } from './fields.js';
import type { Field, ListenAddress } from './fields.js';

export interface PipelineConfig {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

/** Metrics by agent. Durations in ms. */
export interface MetricsPipelineConfig {
  readonly exporters: readonly string[];
  readonly interval: number;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `service`: durations in ms, sizes in bytes. */
export interface ServiceConfig {
  readonly extensions: readonly string[];
  readonly pipelines: {
    readonly traces: PipelineConfig;
    readonly logs?: PipelineConfig | undefined;
    readonly metrics?: MetricsPipelineConfig | undefined;
  };
  /** Threads that attribute. */
  readonly workers: number;
  readonly storage: { readonly directory: string; readonly max_bytes: number };
  readonly shutdown_timeout: number;
  readonly telemetry: {
    readonly logs: { readonly level: LogLevel; readonly format: 'text' | 'json' };
    readonly metrics?: { readonly address: ListenAddress } | undefined;
  };
}

/** `extensions`. */
export interface ExtensionsConfig {
  readonly health_check?: { readonly endpoint: ListenAddress } | undefined;
}

export const EXTENSIONS_SECTION: Field<ExtensionsConfig> = v.strictObject({
  health_check: v.exactOptional(
    section(
      v.strictObject({
        endpoint: v.optional(
          listenAddress('Where `/healthz` (it lives) and `/readyz` (it takes spans) are answered.'),
          '127.0.0.1:13133',
        ),
      }),
    ),
  ),
});

export const SERVICE_SECTION: Field<ServiceConfig> = v.strictObject({
  extensions: v.optional(texts('Extensions that are started.', 'names under `extensions`'), []),
  pipelines: section(
    v.strictObject({
      traces: section(
        v.strictObject({
          receivers: texts('Where traces come from.', 'names under `receivers`'),
          processors: texts('What is done with them: `[attribution]`.', 'names under `processors`'),
          exporters: texts('Where they go; each gets all of them.', 'names under `exporters`'),
        }),
      ),
      logs: v.exactOptional(
        section(
          v.strictObject({
            receivers: texts('Where log records come from.', 'names under `receivers`'),
            processors: v.optional(texts('None: log records are passed on as they are.', 'no names'), []),
            exporters: texts('Where they go.', 'names under `exporters`'),
          }),
        ),
      ),
      metrics: v.exactOptional(
        section(
          v.strictObject({
            exporters: texts('Where metrics by agent go.', 'names under `exporters`'),
            interval: v.optional(duration('How often they are sent.', 1), '60s'),
          }),
        ),
      ),
    }),
  ),
  workers: v.optional(
    count(
      'Threads that attribute, each with its own traces and an equal part of every limit; at 1 there is none besides the main thread.',
      1,
      64,
    ),
    1,
  ),
  storage: v.optional(
    section(
      v.strictObject({
        directory: v.optional(
          text('Where traces in flight are kept; one service per directory.', 'the path of a directory'),
          './agent-attribution-data',
        ),
        max_bytes: v.optional(
          byteSize('Disk it may use; when it is full, senders are told to come back.'),
          '10GiB',
        ),
      }),
    ),
    {},
  ),
  shutdown_timeout: v.optional(
    duration(
      'How long a stop waits for exporters; what is not delivered by then stays in `storage.directory`.',
    ),
    '30s',
  ),
  telemetry: v.optional(
    section(
      v.strictObject({
        logs: v.optional(
          section(
            v.strictObject({
              level: v.optional(choice('The least that is logged, on standard error.', LOG_LEVELS), 'info'),
              format: v.optional(choice('For people or for machines.', ['text', 'json']), 'text'),
            }),
          ),
          {},
        ),
        metrics: v.exactOptional(
          section(
            v.strictObject({
              address: v.optional(listenAddress('Where Prometheus finds `/metrics`.'), '127.0.0.1:8888'),
            }),
          ),
        ),
      }),
    ),
    {},
  ),
});
