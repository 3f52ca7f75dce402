import { join } from 'node:path';
import { RunCounters } from '@agent-attribution/core';
import type { AttributionReport } from '@agent-attribution/core';
import { AgentMetrics } from '../agent-metrics/agent-metrics.js';
import { startAgentMetricsReporter } from '../agent-metrics/agent-metrics-reporter.js';
import type { CollectorConfig } from '../config/collector-config.js';
import type { ListenAddress } from '../config/fields.js';
import { createFanOut } from '../exporter/fan-out.js';
import type { OtlpExporter } from '../exporter/queued-exporter.js';
import { startOtlpExporter } from '../exporter/start-otlp-exporter.js';
import { CollectorPipeline } from '../pipeline/collector-pipeline.js';
import type { OtlpSink } from '../pipeline/otlp-sink.js';
import { openInFlightStore } from '../store/open-store.js';
import { exporterOptions } from './exporter-options.js';
import { recordingAttribute } from './recording-attribute.js';
import { sinksByPipeline } from './sinks-by-pipeline.js';
import type { ServiceLog } from './service-log.js';
import { serviceMetrics } from './service-metrics.js';
import type { ServiceSnapshot } from './service-metrics.js';
import { startReceivers } from './start-receivers.js';
import type { RunningReceivers } from './start-receivers.js';
import { startStatusServer } from './status-server.js';
import type { ServiceState } from './status-server.js';
import { within } from './within.js';

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
   * Takes no more spans, delivers what is due for at most `service.shutdown_timeout`, and stops. What is left is in
   * `service.storage.directory`, and the next start goes on with it.
   */
  close(): Promise<void>;
}

/**
 * Starts the service that a configuration describes: health first, then exporters, the store with what was in flight,
 * the pipeline, and last the receivers.
 *
 * @throws OtlpServerError when a port is taken; StoreError or ConfigurationError when a folder or a certificate cannot be
 *   used. Nothing is left running then.
 * @example
 * const service = await startCollector(readCollectorConfig(yaml, process.env), { log, version });
 * process.once('SIGTERM', () => void service.close());
 */
export async function startCollector(
  config: CollectorConfig,
  { log, version, sinks: otherSinks = [], bearerTokens }: CollectorServiceOptions,
): Promise<CollectorService> {
  const { service, processors } = config;
  const startedMs = Date.now();
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).toReversed()) await close();
  };
  let state: ServiceState = 'starting';
  let snapshot: (() => ServiceSnapshot) | undefined;
  try {
    for (const address of statusAddresses(config)) {
      const source = {
        state: () => state,
        metrics: () => (snapshot === undefined ? [] : serviceMetrics(snapshot())),
      };
      const status = await startStatusServer(address, source);
      opened.push(() => status.close());
    }
    const exporters = new Map<string, OtlpExporter>();
    for (const exporterConfig of usedExporters(config)) {
      const options = exporterOptions(exporterConfig, service.storage.directory);
      const exporter = await startOtlpExporter({ ...options, onWarning: (message) => log.warn(message) });
      exporters.set(exporterConfig.name, exporter);
      opened.push(() => exporter.close(service.shutdown_timeout));
    }
    const store = await openInFlightStore({
      durability: processors.attribution.durability,
      folder: join(service.storage.directory, 'in-flight'),
      maxBytes: service.storage.max_bytes,
    });
    opened.push(() => store.close());
    const sinks = [...sinksByPipeline(service.pipelines, exporters), ...otherSinks];
    const runs = new RunCounters();
    const { metrics } = service.pipelines;
    const agentMetrics = metrics && new AgentMetrics();
    const pipeline = new CollectorPipeline({
      store,
      sinks,
      assembly: assemblyOf(config),
      maxMemoryBytes: processors.attribution.max_memory_bytes,
      maxSentBytes: processors.attribution.max_sent_bytes,
      contentPolicy: processors.attribution.content_policy,
      attribute: recordingAttribute(processors.attribution.profile, (report) => {
        countRun(runs, report);
        agentMetrics?.record(report);
      }),
      onError: (error) => log.error('a trace could not be handled', { error: String(error) }),
    });
    if (agentMetrics !== undefined) {
      const reporter = startAgentMetricsReporter({
        metrics: agentMetrics,
        sink: createFanOut(sinks),
        intervalMs: metrics?.interval,
      });
      opened.push(() => Promise.resolve(reporter.close()));
    }
    await pipeline.start();
    const recovered = pipeline.counters['recovered_requests'] ?? 0;
    if (recovered > 0) log.info('goes on with what was in flight', { requests: recovered });
    const receivers: RunningReceivers = await startReceivers(config, pipeline, { log, bearerTokens });
    opened.push(() => receivers.close());
    snapshot = () => ({
      version,
      uptimeMs: Date.now() - startedMs,
      rssBytes: process.memoryUsage.rss(),
      receivers: receivers.counters,
      pipeline: pipeline.counters,
      store: store.counters,
      storeMaxBytes: service.storage.max_bytes,
      exporters: Object.fromEntries(Array.from(exporters, ([name, { counters }]) => [name, counters])),
      runs,
    });
    state = 'ready';
    return {
      addresses: Object.entries(receivers.urls).map(([protocol, url]) => `${protocol} ${url}`),
      urls: receivers.urls,
      pipelineCounters: () => pipeline.counters,
      async close() {
        state = 'stopping';
        await receivers.close();
        const isReleased =
          processors.attribution.durability === 'memory' || processors.attribution.on_shutdown === 'release';
        const delivered = isReleased ? pipeline.shutdown() : pipeline.settled();
        if (!(await within(service.shutdown_timeout, delivered))) {
          log.warn('not everything was delivered in time; the next start goes on with it');
        }
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Health and metrics may share a port: each of them answers for both. */
function statusAddresses({ extensions, service }: CollectorConfig): readonly ListenAddress[] {
  const health = service.extensions.includes('health_check') ? extensions.health_check?.endpoint : undefined;
  const metrics = service.telemetry.metrics?.address;
  const isShared = health?.host === metrics?.host && health?.port === metrics?.port;
  return [health, isShared ? undefined : metrics].filter((address) => address !== undefined);
}

const usedExporters = ({ exporters, service }: CollectorConfig): CollectorConfig['exporters'] => {
  const { traces, logs, metrics } = service.pipelines;
  const used = new Set([...traces.exporters, ...(logs?.exporters ?? []), ...(metrics?.exporters ?? [])]);
  return exporters.filter(({ name }) => used.has(name));
};

function assemblyOf({
  processors,
}: CollectorConfig): ConstructorParameters<typeof CollectorPipeline>[0]['assembly'] {
  const { attribution } = processors;
  return {
    quietPeriodMs: attribution.quiet_period,
    idleTimeoutMs: attribution.idle_timeout,
    maxAgeMs: attribution.max_age,
    lateWindowMs: attribution.late_window,
    maxTraces: attribution.max_traces,
    maxBytes: attribution.max_bytes,
    maxSpansPerTrace: attribution.max_spans_per_trace,
    maxReleasedTraces: attribution.max_released_traces,
  };
}

function countRun(runs: RunCounters, { outcome, rootCause, contributions }: AttributionReport): void {
  runs.add({
    outcome,
    failureCategory: rootCause?.failureCategory ?? null,
    contributions: contributions.map((one) => ({
      agentName: one.agentName,
      outcome: one.outcome,
      blameShare: one.blameShare,
      creditShare: one.creditShare,
      tokens: one.tokenUsage,
      errors: one.errors,
      durationMs: one.durationMs,
    })),
  });
}
