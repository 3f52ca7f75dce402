import { SYSTEM_SCHEDULER, type Scheduler } from '../exporter/scheduler.js';
import type { OtlpSink } from '../pipeline/otlp-sink.js';
import type { AgentMetrics } from './agent-metrics.js';

export interface AgentMetricsReporterOptions {
  readonly metrics: AgentMetrics;
  readonly sink: OtlpSink;
  /** Default 60,000, as the OpenTelemetry SDKs have it. */
  readonly intervalMs?: number | undefined;
  readonly scheduler?: Scheduler | undefined;
}

/** Sends the metrics by agent to a sink, again and again. */
export interface AgentMetricsReporter {
  /** Sends them once more and stops. Does not wait for the sink: what it does not take is lost with the process anyway. */
  close(): void;
}

/** A sink that is still at the last report gets no other: it would say the same and more. */
export function startAgentMetricsReporter(options: AgentMetricsReporterOptions): AgentMetricsReporter {
  const { metrics, sink, intervalMs = 60_000, scheduler = SYSTEM_SCHEDULER } = options;
  let isReporting = false;
  const report = (): void => {
    const payload = metrics.payload();
    if (payload === undefined || isReporting) return;
    isReporting = true;
    void sink.accept(payload).then(() => {
      isReporting = false;
    });
  };
  const tick = (): void => {
    report();
    cancel = scheduler.after(intervalMs, tick);
  };
  let cancel = scheduler.after(intervalMs, tick);
  return {
    close: () => {
      cancel();
      report();
    },
  };
}
