import { join } from 'node:path';
import type { CollectorConfig, NamedExporterConfig } from '../../config/collector-config.js';
import { workerFolder } from './layout.js';

/**
 * The configuration of one of several workers: a folder of its own, and its part of every limit of memory, disk, traces and
 * connections, so that all of them together keep to what the file says.
 */
export function shareConfig(config: CollectorConfig, worker: number, workers: number): CollectorConfig {
  const part = (limit: number): number => Math.ceil(limit / workers);
  const { processors, exporters, service } = config;
  const { attribution } = processors;
  return {
    ...config,
    processors: {
      attribution: {
        ...attribution,
        max_traces: part(attribution.max_traces),
        max_bytes: part(attribution.max_bytes),
        max_memory_bytes: part(attribution.max_memory_bytes),
        max_sent_bytes: part(attribution.max_sent_bytes),
        max_released_traces: part(attribution.max_released_traces),
      },
    },
    exporters: exporters.map((exporter) => shareQueue(exporter, part)),
    service: {
      ...service,
      storage: {
        directory: join(service.storage.directory, workerFolder(worker, workers)),
        max_bytes: part(service.storage.max_bytes),
      },
    },
  };
}

function shareQueue(exporter: NamedExporterConfig, part: (limit: number) => number): NamedExporterConfig {
  const { sending_queue: queue } = exporter;
  return {
    ...exporter,
    sending_queue: {
      ...queue,
      num_consumers: part(queue.num_consumers),
      max_bytes: part(queue.max_bytes),
      max_memory_bytes: part(queue.max_memory_bytes),
    },
  };
}
