import { PROMETHEUS_TYPE, renderMetrics, exposeRuns } from '@agent-attribution/core';
import type { Metric } from '@agent-attribution/core';
import { Hono } from 'hono';
import type { TrackerActivity } from '../activity/tracker-activity.js';
import type { Webhooks } from '../webhooks/start-webhooks.js';
import { refuseUnknown } from './query.js';
import type { RouteOptions } from './routes.js';

export interface MetricsRouteOptions extends Pick<RouteOptions, 'store'> {
  readonly activity: TrackerActivity | undefined;
  /** Counters of the host's pipeline, by name; each becomes `attribution_processor_<name>_total`. */
  readonly processorCounters: (() => Readonly<Record<string, number>>) | undefined;
  readonly webhookCounters: Webhooks['counters'] | undefined;
}

/** Metrics for Prometheus; counters start with the process. Labels are bounded: at most 200 agents have a name. */
export function createMetricsRoutes({
  store,
  activity,
  processorCounters,
  webhookCounters,
}: MetricsRouteOptions): Hono {
  const routes = new Hono();
  routes.get('/metrics', async (c) => {
    refuseUnknown(c.req.query(), []);
    const { runs, spans, sizeBytes, pendingRuns } = await store.stats();
    const metrics: Metric[] = [
      gauge('stored_runs', 'Runs in the store.', runs),
      gauge('stored_spans', 'Spans in the store.', spans),
      gauge('store_bytes', 'Size of the store.', sizeBytes),
      gauge('pending_runs', 'Runs accepted and not yet written.', pendingRuns),
      ...processorMetrics(processorCounters?.() ?? {}),
      ...webhookMetrics(webhookCounters ?? new Map()),
    ];
    if (activity !== undefined) metrics.push(...exposeRuns(activity.counters), ...eventMetrics(activity));
    return c.body(renderMetrics(metrics), 200, { 'content-type': PROMETHEUS_TYPE });
  });
  return routes;
}

const gauge = (name: string, help: string, value: number): Metric => ({
  name: `attribution_tracker_${name}`,
  help,
  type: 'gauge',
  samples: [{ value }],
});

const processorMetrics = (counters: Readonly<Record<string, number>>): Metric[] =>
  Object.entries(counters).map(([name, value]) => ({
    name: `attribution_processor_${name}_total`,
    help: `Counter "${name}" of the pipeline.`,
    type: 'counter',
    samples: [{ value }],
  }));

const sample = (value: number): Metric['samples'] => [{ value }];

function eventMetrics({ events }: TrackerActivity): Metric[] {
  return [
    {
      name: 'attribution_events_total',
      help: 'Events published.',
      type: 'counter',
      samples: sample(events.published),
    },
    {
      name: 'attribution_event_clients',
      help: 'Clients that listen to events.',
      type: 'gauge',
      samples: sample(events.subscribers),
    },
    {
      name: 'attribution_event_clients_dropped_total',
      help: 'Clients that stopped reading and were dropped.',
      type: 'counter',
      samples: sample(events.dropped),
    },
  ];
}

function webhookMetrics(counters: Webhooks['counters']): Metric[] {
  const receivers = [...counters];
  return [
    {
      name: 'attribution_webhooks_delivered_total',
      help: 'Events that a receiver took.',
      type: 'counter',
      samples: receivers.map(([receiver, { delivered }]) => ({ labels: { receiver }, value: delivered })),
    },
    {
      name: 'attribution_webhook_failed_attempts_total',
      help: 'Attempts that a receiver did not take.',
      type: 'counter',
      samples: receivers.map(([receiver, { failedAttempts }]) => ({
        labels: { receiver },
        value: failedAttempts,
      })),
    },
    {
      name: 'attribution_webhooks_dropped_total',
      help: 'Events that a receiver was never told of, by reason.',
      type: 'counter',
      samples: receivers.flatMap(([receiver, { dropped }]) =>
        Object.entries(dropped).map(([reason, value]) => ({ labels: { receiver, reason }, value })),
      ),
    },
  ];
}
