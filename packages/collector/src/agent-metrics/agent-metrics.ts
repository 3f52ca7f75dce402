import { randomUUID } from 'node:crypto';
import type { AttributionReport, Contribution } from '@agent-attribution/core';
import { encodeMessage } from '@agent-attribution/otlp';
import { ATTRIBUTION_METRIC, ATTRIBUTION_SCOPE, METRIC_LABEL } from '@agent-attribution/semantic-conventions';
import type { OtlpPayload } from '../pipeline/otlp-sink.js';
import { attributesOf, type Labels, type MetricDefinition, MetricStore } from './metric-store.js';

function metric(
  name: string,
  unit: string,
  kind: MetricDefinition['kind'],
  description: string,
): MetricDefinition {
  return { name, unit, kind, description };
}

const METRICS = {
  runs: metric(ATTRIBUTION_METRIC.agentRuns, '{run}', 'int_sum', 'Runs that the agent took part in.'),
  failures: metric(
    ATTRIBUTION_METRIC.agentFailures,
    '{failure}',
    'int_sum',
    'Subtasks of the agent that went wrong, by category.',
  ),
  blame: metric(
    ATTRIBUTION_METRIC.agentBlame,
    '1',
    'double_sum',
    'Share of the blame for failed runs; all agents of one run share 1.',
  ),
  credit: metric(
    ATTRIBUTION_METRIC.agentCredit,
    '1',
    'double_sum',
    'Share of the credit for runs; all agents of one run share 1.',
  ),
  errors: metric(ATTRIBUTION_METRIC.agentErrors, '{error}', 'int_sum', 'Errors met by the agent.'),
  tokens: metric(ATTRIBUTION_METRIC.agentTokens, '{token}', 'int_sum', 'Tokens used by the agent.'),
  cost: metric(ATTRIBUTION_METRIC.agentCost, 'USD', 'double_sum', 'Cost of the agent, where it is known.'),
  duration: metric(
    ATTRIBUTION_METRIC.agentDuration,
    's',
    'histogram',
    'Time that the agent worked in a run, all its subtasks together.',
  ),
} as const;

export interface AgentMetricsOptions {
  /** Agents with series of their own; all others share one with the attribute `otel.metric.overflow`. Default 1,000. */
  readonly maxAgents?: number | undefined;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Tells the metrics of several processes apart. Default: random. */
  readonly instanceId?: string | undefined;
}

/**
 * Adds up reports by agent: runs, failures, blame, credit, errors, tokens, cost and duration, cumulative since the start.
 *
 * @example
 * const metrics = new AgentMetrics();
 * metrics.record(attributeTrace(spans));
 * await exporter.accept(metrics.payload());
 */
export class AgentMetrics {
  readonly #store = new MetricStore();
  readonly #agents = new Set<string>();
  readonly #maxAgents: number;
  readonly #now: () => number;
  readonly #startMs: number;
  readonly #resource: Labels;

  constructor(options: AgentMetricsOptions = {}) {
    this.#maxAgents = options.maxAgents ?? 1000;
    this.#now = options.now ?? Date.now;
    this.#startMs = this.#now();
    this.#resource = {
      'service.name': 'agent-attribution',
      'service.instance.id': options.instanceId ?? randomUUID(),
    };
  }

  /** Counts a run by its first verdict: a sum cannot take back what a later revision, after late spans, says otherwise. */
  record(report: AttributionReport): void {
    if (report.revision !== 1) return;
    for (const [agent, contributions] of groupByAgent(report.contributions)) {
      this.#recordAgent(agent, contributions, report);
    }
  }

  /** All series as one `ExportMetricsServiceRequest`; undefined while there are none. */
  payload(): OtlpPayload | undefined {
    const spanCount = this.#store.points;
    if (spanCount === 0) return undefined;
    const metrics = this.#store.metrics(this.#startMs, this.#now());
    const body = encodeMessage('ExportMetricsServiceRequest', {
      resourceMetrics: [
        {
          resource: { attributes: attributesOf(this.#resource) },
          scopeMetrics: [{ scope: { name: ATTRIBUTION_SCOPE }, metrics }],
        },
      ],
    });
    return { signal: 'metrics', body, spanCount };
  }

  #recordAgent(agent: string, contributions: readonly Contribution[], report: AttributionReport): void {
    const labels = this.#labelsOf(agent);
    const total = (valueOf: (contribution: Contribution) => number): number =>
      contributions.reduce((sum, contribution) => sum + valueOf(contribution), 0);
    const add = (definition: MetricDefinition, value: number, more: Labels = {}): void =>
      this.#store.add(definition, { ...labels, ...more }, value);
    add(METRICS.runs, 1, { [METRIC_LABEL.runOutcome]: report.outcome });
    add(
      METRICS.blame,
      total((one) => one.blameShare),
    );
    add(
      METRICS.credit,
      total((one) => one.creditShare),
    );
    add(
      METRICS.errors,
      total((one) => one.errors),
    );
    add(
      METRICS.tokens,
      total((one) => one.inputTokens),
      { [METRIC_LABEL.tokenType]: 'input' },
    );
    add(
      METRICS.tokens,
      total((one) => one.outputTokens),
      { [METRIC_LABEL.tokenType]: 'output' },
    );
    add(METRICS.duration, total((one) => one.durationMs) / 1000);
    for (const { costUsd, failureCategory } of contributions) {
      if (costUsd !== null) add(METRICS.cost, costUsd);
      if (failureCategory !== null)
        add(METRICS.failures, 1, { [METRIC_LABEL.failureCategory]: failureCategory });
    }
  }

  /** The overflow attribute is that of the OpenTelemetry metrics SDK specification. */
  #labelsOf(agent: string): Labels {
    if (this.#agents.size < this.#maxAgents) this.#agents.add(agent);
    return this.#agents.has(agent) ? { [METRIC_LABEL.agentName]: agent } : { 'otel.metric.overflow': true };
  }
}

function groupByAgent(contributions: readonly Contribution[]): ReadonlyMap<string, readonly Contribution[]> {
  const byAgent = new Map<string, Contribution[]>();
  for (const contribution of contributions) {
    const of = byAgent.get(contribution.agentName);
    if (of === undefined) byAgent.set(contribution.agentName, [contribution]);
    else of.push(contribution);
  }
  return byAgent;
}
