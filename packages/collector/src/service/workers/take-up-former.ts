import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { scanRequest } from '@agent-attribution/otlp';
import type { CollectorConfig } from '../../config/collector-config.js';
import type { OtlpExporter } from '../../exporter/queued-exporter.js';
import { startOtlpExporter } from '../../exporter/start-otlp-exporter.js';
import { OtlpBusyError } from '../../receiver/otlp-busy-error.js';
import type { RecoveredRecord } from '../../store/in-flight-store.js';
import { openInFlightStore } from '../../store/open-store.js';
import type { ServiceLog } from '../service-log.js';
import { exporterOptions, queueDirectory, usedExporters } from '../shard/exporter-options.js';
import type { Shard } from '../shard/shard.js';
import { formerFolders, namesIn } from './layout.js';

/** What is left of another number of workers. */
export interface FormerQueues {
  /** By name of the exporter; one for each folder in which its queue lay. */
  readonly exporters: readonly (readonly [name: string, exporter: OtlpExporter])[];
  close(): Promise<void>;
}

/** Requests moved at a time: they share flushes. */
const MOVED_AT_ONCE = 64;
/** How long a request that does not fit waits for room. */
const WAIT_MS = 200;

/**
 * Goes on with what the service kept when it had another number of workers. Requests in flight are split anew and given to
 * the shards, which takes as long as there is something. What waited in queues has its verdict already: it is delivered from
 * where it lies, beside everything else.
 *
 * @param signal - ends the wait for room
 * @throws StoreError when another process uses one of the folders
 */
export async function takeUpFormer(
  config: CollectorConfig,
  shard: Shard,
  log: ServiceLog,
  signal: AbortSignal,
): Promise<FormerQueues> {
  const { directory } = config.service.storage;
  const exporters: [string, OtlpExporter][] = [];
  const folders = await formerFolders(directory, config.service.workers);
  const close = async (): Promise<void> => {
    for (const [, exporter] of exporters) await exporter.close(config.service.shutdown_timeout);
  };
  try {
    for (const folder of folders) {
      // What was kept on a disk is not taken into memory only: it waits there until it is as safe as it was.
      if (config.processors.attribution.durability !== 'memory') {
        await moveRequests(folder, { shard, log, signal });
      }
      exporters.push(...(await openQueues(config, folder, log)));
      await removeEmpty(folder, directory);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { exporters, close };
}

interface Target {
  readonly shard: Shard;
  readonly log: ServiceLog;
  readonly signal: AbortSignal;
}

async function moveRequests(folder: string, target: Target): Promise<void> {
  const inFlight = join(folder, 'in-flight');
  if (!(await namesIn(folder)).includes('in-flight')) return;
  const store = await openInFlightStore({ folder: inFlight, durability: 'os', maxBytes: Infinity });
  let requests = 0;
  try {
    let group: RecoveredRecord[] = [];
    const move = async (): Promise<void> => {
      await Promise.all(group.map((record) => give(record, target)));
      store.release(group.map(({ id }) => id));
      requests += group.length;
      group = [];
    };
    for await (const record of store.recover()) {
      if (group.push(record) >= MOVED_AT_ONCE) await move();
    }
    await move();
  } finally {
    await store.close();
  }
  await rm(inFlight, { recursive: true });
  if (requests > 0) {
    target.log.info('goes on with what was in flight with another number of workers', { folder, requests });
  }
}

/** Resolves when the request is safe with the shards: one that has no room makes some by delivering. */
async function give(record: RecoveredRecord, { shard, log, signal }: Target): Promise<void> {
  const { body } = record;
  for (;;) {
    try {
      if (record.signal === 'traces') await shard.acceptTraces(body, scanRequest(body));
      else await shard.acceptLogs(body);
      return;
    } catch (error) {
      if (!(error instanceof OtlpBusyError)) {
        // It was checked before it was kept, so its bytes have changed: it would come back for ever.
        log.error('a request that was in flight cannot be read', { error: String(error) });
        return;
      }
    }
    signal.throwIfAborted();
    await sleep(WAIT_MS);
  }
}

/** Empty queues are removed; those of exporters that are no longer used stay, and are told of. */
async function openQueues(
  config: CollectorConfig,
  folder: string,
  log: ServiceLog,
): Promise<readonly [string, OtlpExporter][]> {
  const opened: [string, OtlpExporter][] = [];
  const left = new Set(await namesIn(join(folder, 'queues')));
  for (const exporterConfig of usedExporters(config)) {
    const { name } = exporterConfig;
    if (!left.delete(encodeURIComponent(name))) continue;
    const directory = queueDirectory(folder, name);
    const { queue, ...options } = exporterOptions(exporterConfig, folder);
    const exporter = await startOtlpExporter({
      ...options,
      queue: { ...queue, directory },
      onWarning: (message) => log.warn(message),
    });
    if (exporter.counters.queueBatches > 0) opened.push([name, exporter]);
    else {
      await exporter.close();
      await rm(directory, { recursive: true });
    }
  }
  for (const name of left) {
    log.warn('what waits for an exporter that is no longer used stays where it is', {
      folder: join(folder, 'queues', name),
    });
  }
  return opened;
}

/** From the inside out, as long as nothing is in it. */
async function removeEmpty(folder: string, directory: string): Promise<void> {
  const chain = [join(folder, 'queues'), ...(folder === directory ? [] : [folder, join(folder, '..')])];
  for (const one of chain) {
    if ((await namesIn(one)).length > 0) return;
    await rmdir(one).catch(() => {});
  }
}
