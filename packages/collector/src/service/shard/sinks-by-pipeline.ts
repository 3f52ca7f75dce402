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
  return Array.from(exporters, ([name, exporter]): OtlpSink => {
    const takes = (signal: OtlpPayload['signal']): boolean => namesOf[signal].includes(name);
    return {
      copiesBodies: exporter.copiesBodies === true,
      reserve: (signal, bytes) => (takes(signal) ? exporter.reserve?.(signal, bytes) : undefined),
      accept: (payload) => (takes(payload.signal) ? exporter.accept(payload) : Promise.resolve()),
    };
  });
}
