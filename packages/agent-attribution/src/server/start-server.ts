import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TracePipeline, startOtlpHttpServer } from '@agent-attribution/collector';
import type { AttributedTrace, OtlpHttpServer } from '@agent-attribution/collector';
import {
  createTrackerActivity,
  ingestTrace,
  serveTracker,
  startRetention,
  startWebhooks,
} from '@agent-attribution/tracker';
import type {
  AccessToken,
  RateLimit,
  RetentionPolicy,
  TrackerActivity,
  TrackerServer,
  TrackerStore,
  WebhookOptions,
} from '@agent-attribution/tracker';
import { VERSION } from '../version.js';
import { openStore } from './open-store.js';
import type { StorePlace } from './open-store.js';
import { startError } from './start-error.js';
import { StoredTraces } from './stored-traces.js';
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
  readonly host: string;
  /** For OTLP in; 0 takes a free one. */
  readonly otlpHttpPort: number;
  /** For API and pages; 0 takes a free one. */
  readonly port: number;
  /** Where runs are kept. Default: a temporary folder that is removed when the server is closed. */
  readonly store?: StorePlace;
  /** How much is kept, looked at when it starts and every hour. Default: everything. */
  readonly retention?: RetentionPolicy;
  /** Who may ask and send. Default: everybody who reaches it. */
  readonly access?: ServerAccess;
  /** Who is told of events. Default: nobody. */
  readonly webhooks?: WebhookOptions | undefined;
  /** Told of what went wrong, in one line. */
  readonly log?: (line: string) => void;
}

export interface RunningServer {
  /** Address of API and pages. */
  readonly url: string;
  /** Base address of OTLP in. */
  readonly otlpUrl: string;
  /** Resolves when a trace has been stored, and after 5 s in any case. */
  whenStored(traceId: string): Promise<void>;
  /** Releases what is held, stores it, and stops. */
  close(): Promise<void>;
}

/**
 * Receiver, pipeline, store, API and pages in one process.
 *
 * @throws CommandError (1) when a port is in use or the folder cannot be written
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, access = {}, log = () => {} } = options;
  const tokens = access.tokens ?? [];
  const temporary =
    options.store === undefined ? await mkdtemp(join(tmpdir(), 'agent-attribution-')) : undefined;
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).toReversed()) await close();
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  };
  try {
    const store = await openStore(options.store ?? { dataDirectory: temporary ?? '' });
    opened.push(() => store.close());
    if (options.retention !== undefined) {
      const retention = startRetention(store, options.retention, {
        onError: (error) => log(`old runs could not be forgotten: ${messageOf(error)}`),
      });
      opened.push(() => retention.stop());
    }
    const stored = new StoredTraces();
    const activity = createTrackerActivity({
      store,
      onError: (error) => log(`trends could not be looked at: ${messageOf(error)}`),
    });
    const webhooks =
      options.webhooks === undefined
        ? undefined
        : startWebhooks(activity.events, { ...options.webhooks, untraced, log });
    if (webhooks !== undefined) opened.push(() => webhooks.close());
    const pipeline = startPipeline({ store, stored, activity, log });
    opened.push(async () => {
      pipeline.shutdown();
      await stored.settled();
      await activity.settled();
    });
    const tracker: TrackerServer = await serveTracker({
      store,
      version: VERSION,
      host,
      port: options.port,
      ...access,
      activity,
      processorCounters: () => pipeline.counters,
      ...(webhooks !== undefined && { webhookCounters: webhooks.counters }),
    });
    opened.push(() => tracker.close());
    const receiver: OtlpHttpServer = await startOtlpHttpServer({
      host,
      port: options.otlpHttpPort,
      bearerToken: tokens.length === 0 ? undefined : writing(tokens),
      onTraces: ({ spans }) => pipeline.accept(spans),
      onError: (error) => log(`a request failed: ${messageOf(error)}`),
    });
    opened.push(() => receiver.close());
    return {
      url: tracker.url,
      otlpUrl: receiver.url,
      whenStored: (traceId) => stored.when(traceId),
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw startError(error);
  }
}

const writing = (tokens: readonly AccessToken[]): readonly string[] =>
  tokens.filter(({ scopes }) => scopes.includes('write')).map(({ token }) => token);

interface Outlet {
  readonly store: TrackerStore;
  readonly stored: StoredTraces;
  readonly activity: TrackerActivity;
  readonly log: (line: string) => void;
}

function startPipeline({ store, stored, activity, log }: Outlet): TracePipeline {
  const keep = async ({ traceId, known: spans, report }: AttributedTrace): Promise<void> => {
    try {
      await ingestTrace(store, report === undefined ? { spans } : { spans, report }, activity);
    } catch (error) {
      log(`trace ${traceId} could not be stored: ${messageOf(error)}`);
    }
  };
  return new TracePipeline({
    onTrace: (trace) => stored.add(trace.traceId, keep(trace)),
    onError: (traceId, error) => log(`trace ${traceId} could not be attributed: ${messageOf(error)}`),
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
