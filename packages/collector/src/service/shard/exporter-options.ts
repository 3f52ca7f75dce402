import { join } from 'node:path';
import type { CollectorConfig, NamedExporterConfig } from '../../config/collector-config.js';
import type { OtlpExporterOptions } from '../../exporter/start-otlp-exporter.js';

/** What a file says of an exporter, as the exporter wants to hear it. @param directory - where the service keeps things */
export function exporterOptions(config: NamedExporterConfig, directory: string): OtlpExporterOptions {
  const { name, protocol, tls, headers, compression, timeout: timeoutMs } = config;
  const { retry_on_failure: retry, sending_queue: queue } = config;
  return {
    name,
    protocol,
    endpoint: protocol === 'grpc' ? grpcUrl(config.endpoint, tls.insecure) : config.endpoint,
    headers,
    compression,
    timeoutMs,
    tls: { caFile: tls.ca_file, certFile: tls.cert_file, keyFile: tls.key_file },
    retry: {
      initialMs: retry.initial_interval,
      maxMs: retry.max_interval,
      maxElapsedMs: retry.max_elapsed_time,
    },
    maxConcurrentRequests: queue.num_consumers,
    maxBatchBytes: queue.batch.max_bytes,
    batchTimeoutMs: queue.batch.flush_timeout,
    queue: {
      maxMemoryBytes: queue.max_memory_bytes,
      maxBytes: queue.max_bytes,
      onFull: queue.on_full,
      ...(queue.storage === 'disk' ? { directory: queueDirectory(directory, name) } : {}),
    },
  };
}

/** Those that a pipeline names. */
export const usedExporters = ({ exporters, service }: CollectorConfig): readonly NamedExporterConfig[] => {
  const { traces, logs, metrics } = service.pipelines;
  const used = new Set([...traces.exporters, ...(logs?.exporters ?? []), ...(metrics?.exporters ?? [])]);
  return exporters.filter(({ name }) => used.has(name));
};

/** The scheme decides; where there is none, `tls.insecure` does, as in the Collector. */
const grpcUrl = (endpoint: string, insecure: boolean): string => {
  if (/^https?:\/\//.test(endpoint)) return endpoint;
  return `${insecure ? 'http' : 'https'}://${endpoint}`;
};

/** Names may hold a slash; no two of them share a folder. */
export const queueDirectory = (directory: string, name: string): string =>
  join(directory, 'queues', encodeURIComponent(name));
