import { join } from 'node:path';
import { RunCounters } from '@agent-attribution/core';
import type { AttributionReport } from '@agent-attribution/core';
import { AgentMetrics } from '../../agent-metrics/agent-metrics.js';
import { startAgentMetricsReporter } from '../../agent-metrics/agent-metrics-reporter.js';
import type { CollectorConfig } from '../../config/collector-config.js';
import { createFanOut } from '../../exporter/fan-out.js';
import type { OtlpExporter } from '../../exporter/queued-exporter.js';
import { startOtlpExporter } from '../../exporter/start-otlp-exporter.js';
import { CollectorPipeline } from '../../pipeline/collector-pipeline.js';
import type { OtlpSink } from '../../pipeline/otlp-sink.js';
import { openInFlightStore } from '../../store/open-store.js';
import type { ServiceLog } from '../service-log.js';
import { exporterOptions, usedExporters } from './exporter-options.js';
import { recordingAttribute } from './recording-attribute.js';
import type { Shard } from './shard.js';
import { sinksByPipeline } from './sinks-by-pipeline.js';
import { within } from './within.js';

export interface ShardOptions {
  readonly log: ServiceLog;
  /** Get everything that leaves, besides the exporters of the file. */
  readonly sinks: readonly OtlpSink[];
}

/**
 * Starts exporters, the store with what was in flight, and the pipeline, in this thread.
 *
 * @throws StoreError, ConfigurationError when a folder or a certificate cannot be used. Nothing is left running then.
 */
export async function startShard(
  config: CollectorConfig,
  { log, sinks: otherSinks }: ShardOptions,
): Promise<Shard> {
  const { service, processors } = config;
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).toReversed()) await close();
  };
  try {
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
    return {
      acceptTraces: (body, scanned) => pipeline.acceptTraces(body, scanned),
      acceptLogs: (body) => pipeline.acceptLogs(body),
      get snapshot() {
        const counters = Array.from(exporters, ([name, exporter]) => [name, exporter.counters] as const);
        return {
          pipeline: pipeline.counters,
          store: store.counters,
          exporters: Object.fromEntries(counters),
          runs,
        };
      },
      async close() {
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
