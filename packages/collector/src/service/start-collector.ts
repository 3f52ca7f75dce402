import type { CollectorConfig } from '../config/collector-config.js';
import type { ListenAddress } from '../config/fields.js';
import type { OtlpSink } from '../pipeline/otlp-sink.js';
import type { ServiceLog } from './service-log.js';
import { serviceMetrics } from './service-metrics.js';
import type { ServiceSnapshot } from './service-metrics.js';
import type { Shard, ShardSnapshot } from './shard/shard.js';
import { startShard } from './shard/start-shard.js';
import type { ShardOptions } from './shard/start-shard.js';
import { startReceivers } from './start-receivers.js';
import type { RunningReceivers } from './start-receivers.js';
import { startStatusServer } from './status-server.js';
import type { ServiceState } from './status-server.js';
import { startWorkers } from './workers/start-workers.js';
import { sumExporters } from './workers/sum-snapshots.js';
import { type FormerQueues, takeUpFormer } from './workers/take-up-former.js';

export interface CollectorServiceOptions {
  readonly log: ServiceLog;
  /** Of the program, for metrics. */
  readonly version: string;
  /** Get everything that leaves, besides the exporters of the file. */
  readonly sinks?: readonly OtlpSink[] | undefined;
  /** Senders must bring one of these, where the configuration says nothing of `auth`. Default: everybody may send. */
  readonly bearerTokens?: readonly string[] | undefined;
}

export interface CollectorService {
  /** Where it takes spans, such as `grpc http://127.0.0.1:4317`. */
  readonly addresses: readonly string[];
  /** The same by protocol, `http` and `grpc`. */
  readonly urls: Readonly<Record<string, string>>;
  /** What the pipeline has counted. */
  readonly pipelineCounters: () => Readonly<Record<string, number>>;
  /**
   * Resolves when a worker has ended by itself: nothing is acknowledged any more that has a part for it, so the service has
   * to be closed and started again, in a process of its own best. Does not resolve otherwise.
   */
  readonly failed: Promise<Error>;
  /**
   * Takes no more spans, delivers what is due for at most `service.shutdown_timeout`, and stops. What is left is in
   * `service.storage.directory`, and the next start goes on with it.
   */
  close(): Promise<void>;
}

/** A worker that says nothing for so long hangs, ms. It says something twice a second. */
const MAX_SILENT_MS = 30_000;

/**
 * Starts the service that a configuration describes: health first, then exporters, the store with what was in flight,
 * the pipeline (in this thread, or in each of several), and last the receivers.
 *
 * @throws OtlpServerError when a port is taken; StoreError or ConfigurationError when a folder or a certificate cannot be
 *   used. Nothing is left running then.
 * @example
 * const service = await startCollector(readCollectorConfig(yaml, process.env), { log, version });
 * process.once('SIGTERM', () => void service.close());
 */
export async function startCollector(
  config: CollectorConfig,
  { log, version, sinks = [], bearerTokens }: CollectorServiceOptions,
): Promise<CollectorService> {
  const { service } = config;
  const startedMs = Date.now();
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).toReversed()) await close();
  };
  let phase: ServiceState = 'starting';
  let running: RunningShards | undefined;
  const state = (): ServiceState => {
    const isHanging = phase === 'ready' && (running?.silentMs() ?? 0) > MAX_SILENT_MS;
    return isHanging ? 'failed' : phase;
  };
  let snapshot: (() => ServiceSnapshot) | undefined;
  const death = new AbortController();
  let tellOfDeath: ((error: Error) => void) | undefined;
  const failed = new Promise<Error>((resolve) => {
    tellOfDeath = resolve;
  });
  const onDeath = (error: Error): void => {
    phase = 'failed';
    log.error('a worker has ended; the service has to be started again', { error: error.message });
    death.abort(error);
    tellOfDeath?.(error);
  };
  try {
    for (const address of statusAddresses(config)) {
      const metrics = () => (snapshot === undefined ? [] : serviceMetrics(snapshot()));
      const status = await startStatusServer(address, { state, metrics });
      opened.push(() => status.close());
    }
    const { shard, snapshots } = (running = await startShards(config, { log, sinks }, onDeath));
    opened.push(() => shard.close());
    const former = await takeUpFormer(config, shard, log, death.signal);
    opened.push(() => former.close());
    const receivers: RunningReceivers = await startReceivers(config, shard, { log, bearerTokens });
    opened.push(() => receivers.close());
    snapshot = () => ({
      ...withFormer(shard.snapshot, former),
      version,
      uptimeMs: Date.now() - startedMs,
      rssBytes: process.memoryUsage.rss(),
      receivers: receivers.counters,
      storeMaxBytes: service.storage.max_bytes,
      workers: snapshots(),
    });
    phase = 'ready';
    return {
      addresses: Object.entries(receivers.urls).map(([protocol, url]) => `${protocol} ${url}`),
      urls: receivers.urls,
      pipelineCounters: () => shard.snapshot.pipeline,
      failed,
      async close() {
        phase = 'stopping';
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

interface RunningShards {
  readonly shard: Shard;
  readonly snapshots: () => readonly ShardSnapshot[];
  readonly silentMs: () => number;
}

async function startShards(
  config: CollectorConfig,
  options: ShardOptions,
  onDeath: (error: Error) => void,
): Promise<RunningShards> {
  if (config.service.workers === 1) {
    const shard = await startShard(config, options);
    return { shard, snapshots: () => [shard.snapshot], silentMs: () => 0 };
  }
  const workers = await startWorkers(config, { ...options, onDeath });
  return { shard: workers, snapshots: () => workers.snapshots, silentMs: () => workers.silentMs };
}

/** With the queues that were left by another number of workers. */
function withFormer(snapshot: ShardSnapshot, { exporters }: FormerQueues): ShardSnapshot {
  const all = { ...snapshot.exporters };
  for (const [name, { counters }] of exporters) {
    const current = all[name];
    all[name] = current === undefined ? counters : sumExporters(current, counters);
  }
  return { ...snapshot, exporters: all };
}

/** Health and metrics may share a port: each of them answers for both. */
function statusAddresses({ extensions, service }: CollectorConfig): readonly ListenAddress[] {
  const health = service.extensions.includes('health_check') ? extensions.health_check?.endpoint : undefined;
  const metrics = service.telemetry.metrics?.address;
  const isShared = health?.host === metrics?.host && health?.port === metrics?.port;
  return [health, isShared ? undefined : metrics].filter((address) => address !== undefined);
}
