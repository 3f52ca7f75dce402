import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceLog, OtlpServerError, startCollector } from '@agent-attribution/collector';
import type { CollectorService, CollectorServiceOptions } from '@agent-attribution/collector';
import {
  createTrackerActivity,
  serveTracker,
  startRetention,
  startWebhooks,
} from '@agent-attribution/tracker';
import type { AccessToken, RateLimit, WebhookOptions } from '@agent-attribution/tracker';
import { messageOf } from '../message-of.js';
import { VERSION } from '../version.js';
import { openStore } from './open-store.js';
import type { ServeConfig } from './serve-config.js';
import { startError } from './start-error.js';
import { StoredTraces } from './stored-traces.js';
import { createTrackerSink } from './tracker-sink.js';
import { untraced } from './untraced.js';

/** Who may ask and send what, and how much. */
export interface ServerAccess {
  /** Default: nobody is asked for one. */
  readonly tokens?: readonly AccessToken[];
  /** Listen where others can reach it although there are no tokens. Default false. */
  readonly allowUnauthenticated?: boolean;
  /** More names that may be in a Host header. */
  readonly allowedHosts?: readonly string[];
  /** Origins whose pages may read the API. */
  readonly corsOrigins?: readonly string[];
  /** Of the API and the pages; OTLP in has no limit but its back-pressure. */
  readonly rateLimit?: RateLimit;
}

export interface ServerOptions {
  readonly config: ServeConfig;
  /** Keeps runs in a folder that is removed when the server is closed, instead of where the configuration says. */
  readonly isTemporary?: boolean;
  /** Goes on without gRPC where its port is in use: nobody asked for it. */
  readonly isGrpcOptional?: boolean;
  /** Who may ask, and send where the configuration says nothing of `auth`. Default: everybody who reaches it. */
  readonly access?: ServerAccess;
  /** Who is told of events. Default: nobody. */
  readonly webhooks?: WebhookOptions | undefined;
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
  /** Resolves when the server cannot go on, and has to be started again. Does not resolve otherwise. */
  readonly failed: Promise<Error>;
  /** Delivers and stores what is due, and stops. */
  close(): Promise<void>;
}

/**
 * The collector-side service with a tracker as one of its outlets, in one process.
 *
 * @throws CommandError (1) when a port is in use or a folder cannot be written
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, isTemporary = false, isGrpcOptional = false, access = {}, write = () => {} } = options;
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
    const webhooks =
      options.webhooks === undefined
        ? undefined
        : startWebhooks(activity.events, { ...options.webhooks, untraced, log: log.warn });
    if (webhooks !== undefined) opened.push(() => webhooks.close());
    opened.push(() => activity.settled());
    let collector: CollectorService | undefined;
    const tracker = await serveTracker({
      store,
      version: VERSION,
      host,
      port,
      ...access,
      activity,
      processorCounters: () => collector?.pipelineCounters() ?? {},
      ...(webhooks !== undefined && { webhookCounters: webhooks.counters }),
    });
    opened.push(() => tracker.close());
    const stored = new StoredTraces();
    const sinks = [createTrackerSink({ store, activity, stored, log })];
    const bearerTokens = writing(access.tokens ?? []);
    collector = await start(config, isGrpcOptional, { log, version: VERSION, sinks, bearerTokens });
    const running = collector;
    opened.push(() => running.close());
    return {
      url: tracker.url,
      otlpUrls: collector.urls,
      failed: running.failed,
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

/** None that may write: nobody may send. */
const writing = (tokens: readonly AccessToken[]): readonly string[] | undefined =>
  tokens.length === 0
    ? undefined
    : tokens.filter(({ scopes }) => scopes.includes('write')).map(({ token }) => token);
