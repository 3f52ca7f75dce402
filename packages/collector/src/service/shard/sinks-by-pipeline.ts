import type { ServiceConfig } from '../../config/service-config.js';
import type { OtlpPayload, OtlpSink } from '../../pipeline/otlp-sink.js';

/** A sink for each exporter that takes only the signals whose pipeline names it. */
export function sinksByPipeline(
  { traces, logs, metrics }: ServiceConfig['pipelines'],
  exporters: ReadonlyMap<string, OtlpSink>,
): readonly OtlpSink[] {
  const namesOf: Readonly<Record<OtlpPayload['signal'], readonly string[]>> = {
    traces: traces.exporters,
    logs: logs?.exporters ?? [],
    metrics: metrics?.exporters ?? [],
  };
  return Array.from(exporters, ([name, exporter]) => ({
    copiesBodies: exporter.copiesBodies === true,
    accept: (payload: OtlpPayload): Promise<void> =>
      namesOf[payload.signal].includes(name) ? exporter.accept(payload) : Promise.resolve(),
  }));
}
