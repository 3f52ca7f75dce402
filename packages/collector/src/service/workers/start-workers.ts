import { scanLogs } from '@agent-attribution/otlp';
import type { CollectorConfig } from '../../config/collector-config.js';
import { createFanOut } from '../../exporter/fan-out.js';
import { OtlpBusyError } from '../../receiver/otlp-busy-error.js';
import type { Shard, ShardSnapshot } from '../shard/shard.js';
import type { ShardOptions } from '../shard/start-shard.js';
import { shareConfig } from './share-config.js';
import { type Parts, splitByTrace } from './split-by-trace.js';
import { sumSnapshots } from './sum-snapshots.js';
import { WorkerLink } from './worker-link.js';

export interface WorkersOptions extends ShardOptions {
  /** Told once when a worker has ended without being asked to. */
  readonly onDeath: (error: Error) => void;
}

/** A shard in each of several threads. */
export interface Workers extends Shard {
  /** By worker. */
  readonly snapshots: readonly ShardSnapshot[];
  /** How long the worker that has been silent longest has been so, ms. */
  readonly silentMs: number;
}

/**
 * How long requests with a part for a worker that was busy are refused without asking any worker: what the others took of
 * them would come twice.
 */
const BUSY_MS = 500;

/**
 * Starts `service.workers` threads, each with its own folder, store, pipeline and exporters: nothing is shared but the
 * process. A request is split by trace id, and acknowledged when each worker says that its part is safe. When one of them
 * refuses, all of it is: what the others took already is dropped as repeated when the sender comes back.
 *
 * @throws StoreError, ConfigurationError as `startShard` does. No thread is left then.
 */
export async function startWorkers(config: CollectorConfig, options: WorkersOptions): Promise<Workers> {
  const { workers } = config.service;
  const sink = createFanOut(options.sinks);
  const starting = await Promise.allSettled(
    Array.from({ length: workers }, async (_, index) =>
      WorkerLink.start({
        index,
        data: { config: shareConfig(config, index, workers), hasSink: options.sinks.length > 0 },
        log: options.log,
        sink,
        onDeath: options.onDeath,
      }),
    ),
  );
  const links = starting.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = starting.find((one) => one.status === 'rejected');
  if (failed === undefined) return new WorkerShards(links);
  await Promise.all(links.map((link) => link.close()));
  throw failed.reason;
}

class WorkerShards implements Workers {
  readonly #links: readonly WorkerLink[];
  /** Of each worker: until when it is taken to be busy, ms of `performance.now`. */
  readonly #busyUntilMs: number[];
  /** Log records of no trace go to one worker after another. */
  #turn = 0;

  constructor(links: readonly WorkerLink[]) {
    this.#links = links;
    this.#busyUntilMs = links.map(() => 0);
  }

  get snapshots(): readonly ShardSnapshot[] {
    return this.#links.map(({ snapshot }) => snapshot);
  }

  get snapshot(): ShardSnapshot {
    const [first, ...others] = this.snapshots;
    if (first === undefined) throw new TypeError('there is no worker');
    return sumSnapshots([first, ...others]);
  }

  get silentMs(): number {
    return performance.now() - Math.min(...this.#links.map(({ lastHeardMs }) => lastHeardMs));
  }

  async acceptTraces(_body: Uint8Array, scanned: Parameters<Shard['acceptTraces']>[1]): Promise<boolean> {
    await this.#take('traces', splitByTrace(scanned, this.#links.length));
    return false;
  }

  acceptLogs(body: Uint8Array): Promise<void> {
    this.#turn = (this.#turn + 1) % this.#links.length;
    return this.#take('logs', splitByTrace(scanLogs(body), this.#links.length, this.#turn));
  }

  async close(): Promise<void> {
    await Promise.all(this.#links.map((link) => link.close()));
  }

  async #take(kind: 'traces' | 'logs', parts: Parts): Promise<void> {
    const nowMs = performance.now();
    if (parts.some((part, worker) => part !== undefined && nowMs < (this.#busyUntilMs[worker] ?? 0))) {
      throw new OtlpBusyError();
    }
    // All answers are waited for: a sender that comes back must not meet its own request.
    const answers = await Promise.allSettled(
      this.#links.map(async (link) => {
        const part = parts[link.index];
        if (part !== undefined) await link.take(kind, part);
      }),
    );
    const errors: unknown[] = [];
    for (const [worker, answer] of answers.entries()) {
      if (answer.status === 'fulfilled') continue;
      errors.push(answer.reason);
      if (answer.reason instanceof OtlpBusyError) this.#busyUntilMs[worker] = performance.now() + BUSY_MS;
    }
    if (errors.length > 0) throw worst(errors);
  }
}

/** Busy comes first: the sender keeps its data then, where any other error makes it drop them. */
function worst(errors: readonly unknown[]): unknown {
  const busy = errors.filter((error) => error instanceof OtlpBusyError);
  return busy.toSorted((a, b) => b.retryAfterSeconds - a.retryAfterSeconds)[0] ?? errors[0];
}
