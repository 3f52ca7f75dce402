import type { CollectorConfig } from '../../config/collector-config.js';
import type { LogLevel } from '../../config/service-config.js';
import type { OtlpPayload } from '../../pipeline/otlp-sink.js';
import type { ShardSnapshot } from '../shard/shard.js';
import type { PlainError } from './plain-error.js';

/** What a worker is started with. */
export interface WorkerData {
  /** With the worker's own directory, and its part of the limits. */
  readonly config: CollectorConfig;
  /** Whether the main thread wants everything that leaves as well. */
  readonly hasSink: boolean;
}

export type ToWorker =
  /** Answered by `answer` with the same id. */
  | { readonly kind: 'traces' | 'logs'; readonly id: number; readonly body: Uint8Array }
  /** The sink has taken a payload over. */
  | { readonly kind: 'taken'; readonly id: number }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly error: PlainError }
  | { readonly kind: 'answer'; readonly id: number; readonly error?: PlainError | undefined }
  /** Answered by `taken` with the same id. */
  | { readonly kind: 'sink'; readonly id: number; readonly payload: OtlpPayload }
  | {
      readonly kind: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: Readonly<Record<string, string | number>>;
    }
  /** Again and again: it also says that the worker is alive. */
  | { readonly kind: 'snapshot'; readonly snapshot: ShardSnapshot }
  | { readonly kind: 'closed'; readonly snapshot: ShardSnapshot };

/** How often a worker says what it has counted, ms. */
export const SNAPSHOT_INTERVAL_MS = 500;
