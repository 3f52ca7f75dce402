import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceLog, OtlpServerError, startCollector } from '@agent-attribution/collector';
import type { CollectorService, CollectorServiceOptions } from '@agent-attribution/collector';
import { createTrackerActivity, serveTracker, startRetention } from '@agent-attribution/tracker';
import { VERSION } from '../version.js';
import { openStore } from './open-store.js';
import type { ServeConfig } from './serve-config.js';
import { startError } from './start-error.js';
import { StoredTraces } from './stored-traces.js';
import { createTrackerSink } from './tracker-sink.js';

export interface ServerOptions {
  readonly config: ServeConfig;
  /** Keeps runs in a folder that is removed when the server is closed, instead of where the configuration says. */
  readonly isTemporary?: boolean;
  /** Goes on without gRPC where its port is in use: nobody asked for it. */
  readonly isGrpcOptional?: boolean;
  /** Told of what went wrong, line by line. */
  readonly write?: (text: string) => void;
}

export interface RunningServer {
  /** Address of API and pages. */
  readonly url: string;
  /** Base addresses of OTLP in, by protocol: `http`, `grpc`. */
  readonly otlpUrls: Readonly<Record<string, string>>;
  /** Resolves when a trace has been stored, and after 5 s in any case. */
  whenStored(traceId: string): Promise<void>;
  /** Delivers and stores what is due, and stops. */
  close(): Promise<void>;
}

/**
 * The collector-side service with a tracker as one of its outlets, in one process.
 *
 * @throws CommandError (1) when a port is in use or a folder cannot be written
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, isTemporary = false, isGrpcOptional = false, write = () => {} } = options;
  const { host, port, data = '', database_url: databaseUrl, keep, max_size: maxBytes } = config.tracker;
  const log = createServiceLog({ ...config.service.telemetry.logs, write });
  const opened: (() => Promise<unknown>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).toReversed()) await close();
  };
  try {
    const folder = isTemporary ? await mkdtemp(join(tmpdir(), 'agent-attribution-')) : data;
    if (isTemporary) opened.push(() => rm(folder, { recursive: true, force: true }));
    const store = await openStore(databaseUrl === undefined ? { dataDirectory: folder } : { databaseUrl });
    opened.push(() => store.close());
    const policy = { ...(keep !== 'all' && { maxAgeMs: keep }), ...(maxBytes !== undefined && { maxBytes }) };
    const retention = startRetention(store, policy, {
      onError: (error) => log.warn('old runs could not be forgotten', { error: messageOf(error) }),
    });
    opened.push(() => retention.stop());
    const activity = createTrackerActivity({
      store,
      onError: (error) => log.warn('trends could not be looked at', { error: messageOf(error) }),
    });
    opened.push(() => activity.settled());
    let collector: CollectorService | undefined;
    const tracker = await serveTracker({
      store,
      version: VERSION,
      host,
      port,
      activity,
      processorCounters: () => collector?.pipelineCounters() ?? {},
    });
    opened.push(() => tracker.close());
    const stored = new StoredTraces();
    const sinks = [createTrackerSink({ store, activity, stored, log })];
    collector = await start(config, isGrpcOptional, { log, version: VERSION, sinks });
    const running = collector;
    opened.push(() => running.close());
    return {
      url: tracker.url,
      otlpUrls: collector.urls,
      whenStored: (traceId) => stored.when(traceId),
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw startError(error);
  }
}

async function start(
  config: ServeConfig,
  isGrpcOptional: boolean,
  options: CollectorServiceOptions,
): Promise<CollectorService> {
  try {
    return await startCollector(config, options);
  } catch (error) {
    const isPortInUse = error instanceof OtlpServerError && error.code === 'port_in_use';
    if (!isGrpcOptional || !isPortInUse) throw error;
    const { http } = config.receivers.otlp.protocols;
    const service = await startCollector(
      { ...config, receivers: { otlp: { protocols: { http } } } },
      options,
    );
    options.log.warn('OTLP is taken over HTTP only', { reason: error.message });
    return service;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
