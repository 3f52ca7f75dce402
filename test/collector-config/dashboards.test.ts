import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { otlpJsonToProto } from '@agent-attribution/otlp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningCommand } from '../helpers/command.js';
import { eventually } from '../helpers/eventually.js';
import { startOtlpSink } from '../helpers/otlp-sink.js';
import type { OtlpSink } from '../helpers/otlp-sink.js';
import { freeHost, writeServiceConfig } from '../helpers/service-config.js';

const FOLDER = fileURLToPath(new URL('../../collector-config/grafana/', import.meta.url));

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

/** Names of metrics in an expression: what has this project's prefixes. */
const metricsIn = (expression: string): readonly string[] =>
  expression.match(/\b(?:agent_)?attribution_[a-z_]+/g) ?? [];

let folder: string;
let sink: OtlpSink;
let service: RunningCommand;
let printed: ReadonlySet<string>;

/** One agent that timed out. */
const FAILED_RUN = {
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            {
              traceId: 'a'.repeat(32),
              spanId: 'b'.repeat(16),
              name: 'invoke_agent writer',
              startTimeUnixNano: '1700000000000000000',
              endTimeUnixNano: '1700000001000000000',
              attributes: [
                { key: 'gen_ai.operation.name', value: { stringValue: 'invoke_agent' } },
                { key: 'gen_ai.agent.name', value: { stringValue: 'writer' } },
              ],
              status: { code: 2, message: 'tool timed out' },
            },
          ],
        },
      ],
    },
  ],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dashboards-'));
  sink = await startOtlpSink();
  const host = freeHost();
  const config = await writeServiceConfig(folder, { host, exportTo: sink.url });
  service = new RunningCommand(['collector', '--config', config]);
  await service.said(/(ready)/);
  await fetch(`http://${host}:4318/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: Buffer.from(otlpJsonToProto(FAILED_RUN)),
  });
  await eventually(async () => (sink.spans.length === 2 ? true : undefined));
  const text = await (await fetch(`http://${host}:8888/metrics`)).text();
  printed = new Set([...text.matchAll(/^([a-z_]+)[{ ]/gm)].map(([, name]) => name ?? ''));
});

afterAll(async () => {
  await service.stop();
  await sink.close();
  await rm(folder, { recursive: true });
});

describe.each(['service.json', 'agents.json'])('the dashboard %s', (name) => {
  it('asks only for metrics that a running service prints', async () => {
    const dashboard = JSON.parse(await readFile(`${FOLDER}${name}`, 'utf8')) as Dashboard;
    const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const asked = new Set(expressions.flatMap(metricsIn));
    expect(asked.size).toBeGreaterThan(5);
    expect([...asked].filter((metric) => !printed.has(metric))).toEqual([]);
  });
});
