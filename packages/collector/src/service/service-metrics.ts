import { exposeRuns } from '@agent-attribution/core';
import type { Metric, Sample } from '@agent-attribution/core';
import type { OtlpExporterCounters } from '../exporter/exporter-counters.js';
import type { OtlpReceiverCounters } from '../receiver/otlp-intake.js';
import type { InFlightStoreCounters } from '../store/in-flight-store.js';
import type { ShardSnapshot } from './shard/shard.js';

/** What the service knows of itself when a scraper asks. */
export interface ServiceSnapshot extends ShardSnapshot {
  readonly version: string;
  readonly uptimeMs: number;
  readonly rssBytes: number;
  /** By protocol: `http`, `grpc`. */
  readonly receivers: Readonly<Record<string, OtlpReceiverCounters>>;
  readonly storeMaxBytes: number;
  /** What each worker has counted of that. */
  readonly workers: readonly ShardSnapshot[];
}

/** One series of metrics: its name without the prefix, and how it is read. Counters end in `_total`. */
interface Series<T> {
  readonly name: string;
  readonly help: string;
  readonly of: (counters: T) => number;
}

const RECEIVER: readonly Series<OtlpReceiverCounters>[] = [
  { name: 'requests_total', help: 'Requests.', of: ({ requests }) => requests },
  { name: 'accepted_spans_total', help: 'Spans that are safe.', of: ({ acceptedSpans }) => acceptedSpans },
  {
    name: 'rejected_spans_total',
    help: 'Spans left out because of an invalid id.',
    of: ({ rejectedSpans }) => rejectedSpans,
  },
  {
    name: 'accepted_log_records_total',
    help: 'Log records that are safe.',
    of: ({ acceptedLogRecords }) => acceptedLogRecords,
  },
  {
    name: 'refused_requests_total',
    help: 'Requests refused for a mistake of the sender.',
    of: ({ refusedRequests }) => refusedRequests,
  },
  {
    name: 'failed_requests_total',
    help: 'Requests that the sender has to send again.',
    of: ({ failedRequests }) => failedRequests,
  },
];

const STORE: readonly Series<InFlightStoreCounters>[] = [
  { name: 'records', help: 'Requests in flight.', of: ({ records }) => records },
  { name: 'bytes', help: 'Disk or memory they take.', of: ({ bytes }) => bytes },
  { name: 'refused_total', help: 'Requests refused because it was full.', of: ({ refused }) => refused },
  { name: 'failed_writes_total', help: 'Writes that failed.', of: ({ failedWrites }) => failedWrites },
];

/** `counter` is the pipeline's own name. */
const PROCESSOR: readonly { readonly name: string; readonly help: string; readonly counter: string }[] = [
  { name: 'open_traces', help: 'Traces that are not complete.', counter: 'open_traces' },
  { name: 'held_requests', help: 'Requests of which something is held.', counter: 'held_requests' },
  { name: 'memory_bytes', help: 'Bodies of requests in memory.', counter: 'memory_bytes' },
  { name: 'queued_work', help: 'Traces that wait to be attributed or taken over.', counter: 'queued_work' },
  { name: 'received_spans_total', help: 'Spans that came.', counter: 'received_spans' },
  { name: 'recovered_requests_total', help: 'Requests found at the start.', counter: 'recovered_requests' },
  { name: 'attributed_traces_total', help: 'Traces with a verdict.', counter: 'attributed_traces' },
  { name: 'revised_traces_total', help: 'Verdicts made again for late spans.', counter: 'revised_traces' },
  { name: 'unchanged_traces_total', help: 'Traces without agents.', counter: 'unchanged_traces' },
  { name: 'traces_with_verdict_total', help: 'Traces that brought one.', counter: 'traces_with_verdict' },
  {
    name: 'attribution_errors_total',
    help: 'Traces passed on without a verdict.',
    counter: 'attribution_errors',
  },
  { name: 'late_spans_total', help: 'Spans that came after the verdict.', counter: 'late_spans' },
  { name: 'duplicate_spans_total', help: 'Spans that came twice.', counter: 'duplicate_spans' },
  { name: 'sent_spans_total', help: 'Spans handed to exporters.', counter: 'sent_spans' },
];

/** Whether the work is spread evenly. One worker is the whole. */
const WORKER: readonly Series<ShardSnapshot>[] = [
  {
    name: 'received_spans_total',
    help: 'Spans that came to the worker.',
    of: ({ pipeline }) => pipeline['received_spans'] ?? 0,
  },
  {
    name: 'backlog_spans',
    help: 'Spans that are due and not handed over by the worker.',
    of: ({ pipeline }) => pipeline['backlog_spans'] ?? 0,
  },
  { name: 'store_bytes', help: 'Disk or memory of the worker.', of: ({ store }) => store.bytes },
];

const releasedBy = (pipeline: ServiceSnapshot['pipeline']): readonly Sample[] =>
  ['complete', 'idle', 'max_age', 'evicted', 'shutdown'].map((reason) => ({
    labels: { reason },
    value: pipeline[`released_${reason}`] ?? 0,
  }));

const EXPORTER: readonly Series<OtlpExporterCounters>[] = [
  { name: 'sent_spans_total', help: 'Spans delivered.', of: ({ sentSpans }) => sentSpans },
  { name: 'sent_requests_total', help: 'Requests delivered.', of: ({ sentRequests }) => sentRequests },
  {
    name: 'failed_requests_total',
    help: 'Requests that failed.',
    of: ({ failedRequests }) => failedRequests,
  },
  {
    name: 'rejected_spans_total',
    help: 'Spans delivered and not taken.',
    of: ({ rejectedSpans }) => rejectedSpans,
  },
  { name: 'queue_spans', help: 'Spans that wait.', of: ({ queueSpans }) => queueSpans },
  { name: 'queue_bytes', help: 'Bytes that wait in the queue.', of: ({ queueBytes }) => queueBytes },
  { name: 'memory_bytes', help: 'Bytes on their way in memory.', of: ({ memoryBytes }) => memoryBytes },
  {
    name: 'queue_errors_total',
    help: 'Writes of the queue that failed.',
    of: ({ queueErrors }) => queueErrors,
  },
  {
    name: 'up',
    help: '1 unless delivery fails so often that it pauses.',
    of: ({ circuit }) => (circuit === 'closed' ? 1 : 0),
  },
];

/** Metrics of the service and of the agents that it has seen, for Prometheus. Counters start with the process. */
export function serviceMetrics(snapshot: ServiceSnapshot): readonly Metric[] {
  const { version, uptimeMs, rssBytes, receivers, pipeline, store, storeMaxBytes, exporters, runs, workers } =
    snapshot;
  const dropped = Object.entries(exporters).flatMap(([exporter, { droppedSpans }]) =>
    Object.entries(droppedSpans).map(([reason, value]): Sample => ({ labels: { exporter, reason }, value })),
  );
  return [
    metric('build_info', 'The version that runs.', [{ labels: { version }, value: 1 }]),
    metric('uptime_seconds', 'Since the start.', [{ value: uptimeMs / 1000 }]),
    metric('resident_memory_bytes', 'Memory of the process.', [{ value: rssBytes }]),
    metric('workers', 'Threads that attribute.', [{ value: workers.length }]),
    ...(workers.length === 1
      ? []
      : seriesOf('worker', WORKER, 'worker', Object.fromEntries(workers.entries()))),
    ...seriesOf('receiver', RECEIVER, 'transport', receivers),
    ...PROCESSOR.map(({ name, help, counter }) =>
      metric(`processor_${name}`, help, [{ value: pipeline[counter] ?? 0 }]),
    ),
    metric('processor_released_traces_total', 'Traces released, by reason.', releasedBy(pipeline)),
    ...STORE.map(({ name, help, of }) => metric(`store_${name}`, help, [{ value: of(store) }])),
    metric('store_max_bytes', 'What it may take.', [{ value: storeMaxBytes }]),
    ...seriesOf('exporter', EXPORTER, 'exporter', exporters),
    metric('exporter_dropped_spans_total', 'Spans given up, by reason.', dropped),
    ...exposeRuns(runs),
  ];
}

function seriesOf<T>(
  component: string,
  series: readonly Series<T>[],
  label: string,
  counters: Readonly<Record<string, T>>,
): readonly Metric[] {
  return series.map(({ name, help, of }) => {
    const samples = Object.entries(counters).map(([key, value]) => ({
      labels: { [label]: key },
      value: of(value),
    }));
    return metric(`${component}_${name}`, help, samples);
  });
}

const metric = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name: `agent_attribution_${name}`,
  help,
  type: name.endsWith('_total') ? 'counter' : 'gauge',
  samples,
});
