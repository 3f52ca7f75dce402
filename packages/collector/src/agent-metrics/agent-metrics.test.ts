import type { AttributionReport, Contribution } from '@agent-attribution/core';
import { attributeTrace } from '@agent-attribution/core';
import { readOtlpProto, writeOtlpProto } from '@agent-attribution/otlp';
import { describe, expect, it } from 'vitest';
import { ManualScheduler, settled } from '../../../../test/helpers/manual-scheduler.js';
import { gate } from '../../../../test/helpers/gate.js';
import { decodeWithOracle } from '../../../../test/helpers/otlp-oracle.js';
import { spanDocument } from '../../../../test/helpers/span-documents.js';
import type { OtlpPayload } from '../pipeline/otlp-sink.js';
import { AgentMetrics, type AgentMetricsOptions } from './agent-metrics.js';
import { startAgentMetricsReporter } from './agent-metrics-reporter.js';

const EMPTY_REPORT = attributeTrace(readOtlpProto(writeOtlpProto([spanDocument(1)])).spans, {});

const CONTRIBUTION: Contribution = {
  agentId: 'a',
  agentName: 'writer',
  subtaskId: 's',
  outcome: 'success',
  contributionScore: 1,
  blameShare: 0,
  creditShare: 1,
  failureCategory: null,
  failureAttribution: null,
  evidence: null,
  tokenUsage: 12,
  inputTokens: 10,
  outputTokens: 2,
  costUsd: null,
  durationMs: 700,
  llmCalls: 1,
  toolCalls: 0,
  errors: 0,
  retries: 0,
};

const FAILED: Partial<Contribution> = {
  outcome: 'failure',
  blameShare: 0.75,
  failureCategory: 'tool_failure',
  errors: 2,
  costUsd: 0.25,
};

function report(contributions: readonly Partial<Contribution>[], revision = 1): AttributionReport {
  return {
    ...EMPTY_REPORT,
    revision,
    outcome: contributions.some(({ outcome }) => outcome === 'failure') ? 'failure' : 'success',
    contributions: contributions.map((contribution) => ({ ...CONTRIBUTION, ...contribution })),
  };
}

interface OracleMetric {
  readonly name: string;
  readonly unit: string;
  readonly sum?: { readonly dataPoints: readonly OraclePoint[]; readonly isMonotonic: boolean };
  readonly histogram?: {
    readonly dataPoints: readonly OraclePoint[];
    readonly aggregationTemporality: number;
  };
}

interface OraclePoint {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  readonly asInt?: string;
  readonly asDouble?: number;
  readonly attributes: readonly { key: string; value: { stringValue?: string; boolValue?: boolean } }[];
}

function record(reports: readonly AttributionReport[], options: AgentMetricsOptions = {}) {
  const metrics = new AgentMetrics({ now: () => 1_700_000_000_000, instanceId: 'one', ...options });
  for (const one of reports) metrics.record(one);
  const payload = metrics.payload();
  const request = decodeWithOracle('MetricsRequest', payload?.body ?? new Uint8Array());
  const [resource] = request['resourceMetrics'] as { scopeMetrics: { metrics: OracleMetric[] }[] }[];
  const decoded = resource?.scopeMetrics[0]?.metrics ?? [];
  const named = (name: string) => decoded.find((metric) => metric.name === `attribution.agent.${name}`);
  /** Values by their labels, as text. */
  const values = (name: string) =>
    Object.fromEntries(
      (named(name)?.sum?.dataPoints ?? []).map(({ attributes, asInt, asDouble }) => [
        attributes.map(({ value }) => value.stringValue ?? value.boolValue).join(' '),
        asInt ?? asDouble,
      ]),
    );
  return { payload, request, named, values };
}

describe('metrics by agent', () => {
  it('add up over runs', () => {
    const { values } = record([
      report([{}, { agentName: 'critic', ...FAILED }]),
      report([{}]),
      report([FAILED]),
    ]);
    expect(values('runs')).toEqual({ 'writer failure': '2', 'writer success': '1', 'critic failure': '1' });
    expect(values('failures')).toEqual({ 'writer tool_failure': '1', 'critic tool_failure': '1' });
    expect(values('blame')).toEqual({ writer: 0.75, critic: 0.75 });
    expect(values('credit')).toEqual({ writer: 3, critic: 1 });
    expect(values('errors')).toEqual({ writer: '2', critic: '2' });
    expect(values('tokens')).toEqual({
      'writer input': '30',
      'writer output': '6',
      'critic input': '10',
      'critic output': '2',
    });
    expect(values('cost')).toEqual({ writer: 0.25, critic: 0.25 });
  });

  it('count an agent with several subtasks as one run, and its time as one', () => {
    const { values, named } = record([report([{ durationMs: 60 }, { durationMs: 40, subtaskId: 't' }])]);
    expect(values('runs')).toEqual({ 'writer success': '1' });
    expect(named('duration')?.histogram).toMatchObject({
      aggregationTemporality: 2,
      dataPoints: [{ count: '1', sum: 0.1, min: 0.1, max: 0.1, bucketCounts: ['1', ...zeros(14)] }],
    });
  });

  it('say nothing of a cost that is not known', () => {
    expect(record([report([{}])]).named('cost')).toBeUndefined();
  });

  it('put a time above the last bound in the last bucket', () => {
    const { named } = record([report([{ durationMs: 2_500_001 }])]);
    expect(named('duration')?.histogram?.dataPoints).toMatchObject([{ bucketCounts: [...zeros(14), '1'] }]);
  });

  it('are cumulative and know their start, their instance and their unit', () => {
    const { named, request } = record([report([{}])]);
    expect(named('runs')).toMatchObject({
      unit: '{run}',
      sum: {
        isMonotonic: true,
        aggregationTemporality: 2,
        dataPoints: [{ startTimeUnixNano: '1700000000000000000', timeUnixNano: '1700000000000000000' }],
      },
    });
    expect(request).toMatchObject({
      resourceMetrics: [
        {
          resource: {
            attributes: [
              { key: 'service.name', value: { stringValue: 'agent-attribution' } },
              { key: 'service.instance.id', value: { stringValue: 'one' } },
            ],
          },
          scopeMetrics: [{ scope: { name: '@agent-attribution' } }],
        },
      ],
    });
  });

  it('count a trace once, however often it is attributed', () => {
    expect(record([report([{}]), report([{}], 2)]).values('runs')).toEqual({ 'writer success': '1' });
  });

  it('give no more than so many agents series of their own', () => {
    const agents = ['a', 'b', 'c', 'd', 'a'].map((agentName) => report([{ agentName }]));
    expect(record(agents, { maxAgents: 2 }).values('blame')).toEqual({ a: 0, b: 0, true: 0 });
    expect(record(agents, { maxAgents: 2 }).values('runs')).toEqual({
      'a success': '2',
      'b success': '1',
      'true success': '2',
    });
  });

  it('are nothing before the first run', () => {
    expect(new AgentMetrics().payload()).toBeUndefined();
  });
});

function zeros(count: number): string[] {
  return Array.from({ length: count }, () => '0');
}

function startReporter(accept: (payload: OtlpPayload) => Promise<void>) {
  const scheduler = new ManualScheduler();
  const metrics = new AgentMetrics();
  const reporter = startAgentMetricsReporter({ metrics, sink: { accept }, intervalMs: 100, scheduler });
  return { scheduler, metrics, reporter };
}

describe('the reporter', () => {
  it('sends at each interval, once there is something, and at the end', async () => {
    const sent: OtlpPayload[] = [];
    const { scheduler, metrics, reporter } = startReporter(async (payload) => void sent.push(payload));
    await scheduler.advance(100);
    expect(sent).toEqual([]);
    metrics.record(report([{}]));
    await scheduler.advance(99);
    expect(sent).toEqual([]);
    await scheduler.advance(1);
    expect(sent).toMatchObject([{ signal: 'metrics', spanCount: 7 }]);
    reporter.close();
    expect(sent).toHaveLength(2);
    await scheduler.advance(1000);
    expect(sent).toHaveLength(2);
  });

  it('does not pile reports up at a sink that is slow', async () => {
    const taking = gate();
    let calls = 0;
    const { scheduler, metrics } = startReporter(() => {
      calls += 1;
      return taking.passed;
    });
    metrics.record(report([{}]));
    await scheduler.advance(500);
    expect(calls).toBe(1);
    taking.open();
    await settled();
    await scheduler.advance(100);
    expect(calls).toBe(2);
  });
});
