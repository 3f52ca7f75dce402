import { ConfigurationError } from '@agent-attribution/core';
import { QueuedExporter, type OtlpExporter } from './queued-exporter.js';
import { openDiskQueue } from './queue/disk-queue.js';
import { MemoryQueue } from './queue/memory-queue.js';
import type { PersistentQueue } from './queue/persistent-queue.js';
import type { CircuitOptions, RetryOptions } from './retry/delivery-gate.js';
import { StoreError } from '../store/store-errors.js';
import { SYSTEM_SCHEDULER, type Scheduler } from './scheduler.js';
import { createGrpcTransport } from './transport/grpc-transport.js';
import { createHttpTransport } from './transport/http-transport.js';
import type { OtlpTransportOptions } from './transport/otlp-transport.js';

export interface OtlpExporterOptions extends OtlpTransportOptions {
  readonly protocol: 'http' | 'grpc';
  /** How it is called in warnings. Default: the endpoint. */
  readonly name?: string | undefined;
  /** A batch is sent when it has so many bytes. Default 1 MiB. */
  readonly maxBatchBytes?: number | undefined;
  /** A batch is sent so long after its first payload, ms. Default 200. */
  readonly batchTimeoutMs?: number | undefined;
  /** Requests at the same time, besides the one that empties the queue. Default 4. */
  readonly maxConcurrentRequests?: number | undefined;
  readonly queue?: QueueOptions | undefined;
  readonly retry?: Partial<RetryOptions> | undefined;
  readonly circuit?: Partial<CircuitOptions> | undefined;
  /** Told once when something begins to go wrong, and once when delivery works again. */
  readonly onWarning?: ((message: string) => void) | undefined;
  readonly scheduler?: Scheduler | undefined;
}

export interface QueueOptions {
  /** Bytes that may wait in memory; what comes above goes to the queue. Default 32 MiB. */
  readonly maxMemoryBytes?: number | undefined;
  /**
   * The folder of the queue on disk, for this exporter alone. Default: none, then what cannot be delivered waits in memory
   * and is not acknowledged.
   */
  readonly directory?: string | undefined;
  /** Limit of the queue on disk, bytes. Default 1 GiB. */
  readonly maxBytes?: number | undefined;
  /** When that is reached. `block` (default): nothing more is acknowledged. `drop_oldest`: the oldest batches are deleted. */
  readonly onFull?: 'block' | 'drop_oldest' | undefined;
}

const MIB = 1024 * 1024;
const RETRY: RetryOptions = { initialMs: 1000, maxMs: 30_000, maxElapsedMs: 0 };
const CIRCUIT: CircuitOptions = { failures: 5, openMs: 30_000 };

/**
 * Starts an exporter for traces, logs and metrics to one destination, and goes on with what is in its queue.
 *
 * @throws ConfigurationError when the endpoint, the certificates or the queue's folder cannot be used; StoreError when
 *   another process uses that folder.
 * @example
 * const exporter = await startOtlpExporter({
 *   protocol: 'http',
 *   endpoint: 'http://localhost:4318',
 *   queue: { directory: '/var/lib/agent-attribution/queue' },
 * });
 * await exporter.accept({ signal: 'traces', body, spanCount: 12 });
 * await exporter.close();
 */
export async function startOtlpExporter(options: OtlpExporterOptions): Promise<OtlpExporter> {
  const { name = options.endpoint, onWarning = () => {}, queue = {} } = options;
  const transport = options.protocol === 'http' ? createHttpTransport(options) : createGrpcTransport(options);
  const hooks: QueueHooks = {
    onDropped: (_, spans) => exporter.dropped('queue_full', spans),
    onDamage: (file, bytes) => onWarning(`exporter ${name}: ${bytes} bytes of ${file} were no whole batch`),
  };
  const exporter: QueuedExporter = new QueuedExporter({
    name,
    transport,
    queue: await openQueue(queue, hooks),
    maxBatchBytes: options.maxBatchBytes ?? MIB,
    batchTimeoutMs: options.batchTimeoutMs ?? 200,
    maxConcurrentRequests: options.maxConcurrentRequests ?? 4,
    maxMemoryBytes: queue.maxMemoryBytes ?? 32 * MIB,
    retry: { ...RETRY, ...options.retry },
    circuit: { ...CIRCUIT, ...options.circuit },
    scheduler: options.scheduler ?? SYSTEM_SCHEDULER,
    onWarning,
  });
  return exporter;
}

interface QueueHooks {
  readonly onDropped: (batches: number, spans: number) => void;
  readonly onDamage: (file: string, bytes: number) => void;
}

async function openQueue(options: QueueOptions, hooks: QueueHooks): Promise<PersistentQueue> {
  const { directory, maxBytes = 1024 * MIB, onFull = 'block' } = options;
  if (directory === undefined) return new MemoryQueue();
  try {
    return await openDiskQueue({ directory, maxBytes, onFull, ...hooks });
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ConfigurationError(
      'queue.directory',
      'a folder that can be written',
      `${directory} (${reason})`,
    );
  }
}
