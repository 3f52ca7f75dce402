import { readCollectorConfig } from '@agent-attribution/collector';
import type { CollectorConfig } from '@agent-attribution/collector';
import { CommandError } from '../command-error.js';
import { DATA_FOLDER } from './open-store.js';

/** What the command line says; each of them wins over the file. */
export interface ServeFlags {
  readonly host?: string | undefined;
  readonly otlpHttpPort?: number | undefined;
  readonly otlpGrpcPort?: number | undefined;
  /** Of API and pages. */
  readonly port?: number | undefined;
  readonly data?: string | undefined;
  readonly databaseUrl?: string | undefined;
  /** Age at which a run is forgotten, ms. */
  readonly keep?: number | 'all' | undefined;
  readonly maxSize?: number | undefined;
}

/**
 * What `serve` does when no file tells it: for one machine and one person. A local program's spans come within the 5 s in
 * which its SDK sends, and a verdict that came too early is only followed by a better one. `os` is what the tracker's own
 * database promises, too: it survives a killed process. At the end runs are stored as they are, so that they can be seen.
 */
const LOCAL = `
receivers: { otlp: { protocols: { http: , grpc: } } }
processors: { attribution: { quiet_period: 6s, durability: os, on_shutdown: release } }
exporters:
tracker:
service:
  pipelines: { traces: { receivers: [otlp], processors: [attribution], exporters: [] } }
  telemetry: { logs: { level: warn } }
`;

/** A configuration that says where runs are kept and shown. */
export type ServeConfig = CollectorConfig & { readonly tracker: NonNullable<CollectorConfig['tracker']> };

/**
 * The configuration of `serve`: a file, or what is usual on one machine, with what the command line says.
 *
 * @throws CommandError (2) when file and flags do not fit together
 */
export function serveConfig(file: CollectorConfig | undefined, flags: ServeFlags): ServeConfig {
  const local = withTracker(readCollectorConfig(LOCAL, {}));
  const base = file === undefined ? local : { ...file, tracker: file.tracker ?? local.tracker };
  const tracker = mergeTracker(base.tracker, flags);
  const config = { ...base, tracker, receivers: mergeReceivers(base, local, flags) };
  return file === undefined ? keptIn(tracker.data, config) : config;
}

/** What is in flight lies beside the runs; where these are in a database, there is no folder for it. */
function keptIn(data: string | undefined, config: ServeConfig): ServeConfig {
  if (data === undefined) return inMemory(config);
  const { service } = config;
  return { ...config, service: { ...service, storage: { ...service.storage, directory: data } } };
}

/** The same with nothing in flight on a disk. */
export function inMemory(config: ServeConfig): ServeConfig {
  return {
    ...config,
    processors: { attribution: { ...config.processors.attribution, durability: 'memory' } },
  };
}

function mergeTracker(tracker: ServeConfig['tracker'], flags: ServeFlags): ServeConfig['tracker'] {
  const { data, database_url, ...rest } = tracker;
  const place =
    flags.data === undefined && flags.databaseUrl === undefined
      ? { data, database_url }
      : { data: flags.data, database_url: flags.databaseUrl };
  const merged = {
    ...rest,
    host: flags.host ?? rest.host,
    port: flags.port ?? rest.port,
    keep: flags.keep ?? rest.keep,
    max_size: flags.maxSize ?? rest.max_size,
    database_url: place.database_url,
    data: place.database_url === undefined ? (place.data ?? DATA_FOLDER) : undefined,
  };
  if (merged.max_size !== undefined && merged.database_url !== undefined) {
    throw new CommandError(
      '--max-size works with --data only: a database keeps the space of what was deleted, so limit its age with --keep',
      2,
    );
  }
  return merged;
}

function mergeReceivers(
  base: CollectorConfig,
  local: CollectorConfig,
  { host, otlpHttpPort, otlpGrpcPort }: ServeFlags,
): CollectorConfig['receivers'] {
  const { http: fileHttp, grpc: fileGrpc } = base.receivers.otlp.protocols;
  const usual = local.receivers.otlp.protocols;
  const http = fileHttp ?? (otlpHttpPort === undefined ? undefined : usual.http);
  const grpc = fileGrpc ?? (otlpGrpcPort === undefined ? undefined : usual.grpc);
  const at = (endpoint: Endpoint, port: number | undefined): Endpoint => ({
    host: host ?? endpoint.host,
    port: port ?? endpoint.port,
  });
  return {
    otlp: {
      protocols: {
        http: http && { ...http, endpoint: at(http.endpoint, otlpHttpPort) },
        grpc: grpc && { ...grpc, endpoint: at(grpc.endpoint, otlpGrpcPort) },
      },
    },
  };
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

function withTracker(config: CollectorConfig): ServeConfig {
  const { tracker } = config;
  if (tracker === undefined) throw new TypeError('the local configuration has no tracker');
  return { ...config, tracker };
}
