import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually.js';
import { tagOf } from './helpers/jaeger-api.js';
import type { JaegerSpan } from './helpers/jaeger-api.js';
import { SERVICE, makeTrace, sendInterleaved } from './helpers/load.js';
import { Topology } from './helpers/topology.js';

const AGENT = fileURLToPath(new URL('apps/agent.mjs', import.meta.url));
const TRACES = 300;

let topology: Topology;
beforeAll(async () => {
  topology = await Topology.start('2s');
});
afterAll(() => topology?.stop());

/** The spans of a trace in Jaeger, once so many are there. */
const traceOf = (traceId: string, spans: number): Promise<readonly JaegerSpan[]> =>
  eventually(async () => {
    const found = await topology.jaeger.trace(traceId);
    return found !== undefined && found.length >= spans ? found : undefined;
  });

/** The value of one of a service's metrics, over all labels. */
const metricOf = async (host: string, name: string): Promise<number> => {
  const text = await (await fetch(`http://${host}:8888/metrics`)).text();
  const samples = [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))];
  return samples.reduce((sum, [, value]) => sum + Number(value), 0);
};

const receivedSpans = async (): Promise<number> => {
  const name = 'agent_attribution_processor_received_spans_total';
  const received = await Promise.all(topology.services.map(({ host }) => metricOf(host, name)));
  return received.reduce((sum, count) => sum + count);
};

describe('agent tier, gateway tier, two attribution services and Jaeger', () => {
  it('bring every span to Jaeger once, with its verdict', async () => {
    const traces = Array.from({ length: TRACES }, (_, index) => makeTrace(index, Date.now()));
    await sendInterleaved(topology.otlpUrl, traces);
    for (const { traceId, spans, fails } of traces) {
      const found = await traceOf(traceId, spans.length + 1);
      const [verdict, ...others] = found.filter(({ operationName }) => operationName === 'attribution');
      expect(others).toEqual([]);
      expect(found.map(({ spanID }) => spanID).toSorted()).toEqual(
        [...spans.map(({ spanId }) => spanId), verdict?.spanID ?? ''].toSorted(),
      );
      const root = found.find(({ operationName }) => operationName === 'invoke_agent coordinator');
      expect(tagOf(root, 'attribution.verdict')).toBe(fails ? 'attributed' : 'healthy');
      expect(tagOf(root, 'attribution.root_cause.agent')).toBe(fails ? 'researcher' : undefined);
      expect(tagOf(root, 'attribution.completion')).toBe('complete');
    }
  });

  it('shared the traces between the services, each whole', async () => {
    const released = await Promise.all(
      topology.services.map(({ host }) =>
        metricOf(host, 'agent_attribution_processor_released_traces_total'),
      ),
    );
    expect(Math.min(...released)).toBeGreaterThan(TRACES / 10);
    expect(released.reduce((sum, count) => sum + count)).toBe(TRACES);
  });

  it('let a person search for the agent that made runs fail', async () => {
    const found = await topology.jaeger.search(SERVICE, { 'attribution.root_cause.agent': 'researcher' });
    const failed = Array.from({ length: TRACES / 2 }, (_, index) => makeTrace(index * 2, 0).traceId);
    expect(found.map((id) => id.padStart(32, '0')).toSorted()).toEqual(failed.toSorted());
  });

  it('give one verdict to a trace of three processes', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [AGENT], {
      env: { ...process.env, AGENT: 'coordinator', OTEL_EXPORTER_OTLP_ENDPOINT: topology.otlpUrl },
    });
    const spans = await traceOf(stdout.trim(), 6);
    expect(spans.map(({ operationName }) => operationName).toSorted()).toEqual([
      'attribution',
      'execute_tool search',
      'execute_tool write_file',
      'invoke_agent coordinator',
      'invoke_agent researcher',
      'invoke_agent writer',
    ]);
    const root = spans.find(({ operationName }) => operationName === 'invoke_agent coordinator');
    expect(tagOf(root, 'attribution.root_cause.agent')).toBe('researcher');
    expect(tagOf(root, 'attribution.root_cause.failure_category')).toBe('timeout');
  });

  it('go on with traces that were under way when the services were killed or stopped', async () => {
    const traces = Array.from({ length: 20 }, (_, index) => makeTrace(TRACES + index, Date.now()));
    const [killed, stopped] = topology.services;
    if (killed === undefined || stopped === undefined) throw new Error('two services');
    const receivedBefore = await receivedSpans();
    await sendInterleaved(
      topology.otlpUrl,
      traces.map((trace) => ({ ...trace, spans: trace.spans.slice(1) })),
    );
    await eventually(async () => ((await receivedSpans()) === receivedBefore + 20 * 6 ? true : undefined));
    expect(await killed.command.stop('SIGKILL')).toBeNull();
    expect(await stopped.command.stop('SIGTERM')).toBe(0);
    await Promise.all([killed.restart(), stopped.restart()]);

    await sendInterleaved(
      topology.otlpUrl,
      traces.map((trace) => ({ ...trace, spans: trace.spans.slice(0, 1) })),
    );
    for (const { traceId, spans } of traces) {
      const found = await traceOf(traceId, spans.length + 1);
      expect(new Set(found.map(({ spanID }) => spanID)).size).toBe(spans.length + 1);
      const root = found.find(({ operationName }) => operationName === 'invoke_agent coordinator');
      expect(tagOf(root, 'attribution.span_count')).toBe(spans.length);
    }
  });
});
