import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOtlpProto } from '@agent-attribution/otlp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunningCommand } from '../helpers/command.js';
import { eventually } from '../helpers/eventually.js';
import { GrpcClient, TRACES_METHOD } from '../helpers/grpc-client.js';
import { startOtlpSink } from '../helpers/otlp-sink.js';
import { spanDocument, TRACE_ID } from '../helpers/span-documents.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('serve --config takes gRPC, keeps the run and sends it on with its verdict', async () => {
  const sink = await startOtlpSink();
  const file = join(folder, 'serve.yaml');
  await writeFile(
    file,
    `
receivers: { otlp: { protocols: { grpc: { endpoint: '127.0.0.1:4317' } } } }
processors: { attribution: { quiet_period: 50ms } }
exporters: { otlphttp/next: { endpoint: '${sink.url}' } }
tracker: { port: 4319, data: '${join(folder, 'runs')}' }
service:
  pipelines: { traces: { receivers: [otlp], processors: [attribution], exporters: [otlphttp/next] } }
  storage: { directory: '${join(folder, 'in-flight')}' }
`,
  );
  const command = new RunningCommand(['serve', '--config', file, '--otlp-grpc-port', '0', '--port', '0']);
  const grpc = await command.said(/gRPC in\s+http:\/\/(\S+)/);
  const api = await command.said(/Runs\s+(\S+)/);
  const client = new GrpcClient(grpc);
  const attributes = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'writer' };
  const root = spanDocument(1, { attributes, statusCode: 'error', statusMessage: 'tool timed out' });
  expect((await client.call(TRACES_METHOD, writeOtlpProto([root]))).code).toBe(0);
  client.close();

  const task = await eventually(async () => {
    const response = await fetch(`${api}/api/tasks/${TRACE_ID}`);
    return response.ok ? response.json() : undefined;
  });
  expect(task).toMatchObject({ metadata: { attribution: { rootCause: { agent: 'writer' } } } });
  const sent = await eventually(() => Promise.resolve(sink.spans.length > 1 ? sink.spans : undefined));
  expect(sent.map(({ name }) => name)).toEqual(['span 1', 'attribution']);
  expect(await command.stop()).toBe(0);
  await sink.close();
});

it.each([
  ['tracker: { prt: 1 }', 'tracker.prt: unknown key; did you mean "port"?'],
  ['tracker: { data: x, database_url: "postgres://h/d" }', 'runs are kept in one place'],
])('serve exits 2 with one sentence on %s', async (tracker, sentence) => {
  const file = join(folder, 'wrong.yaml');
  await writeFile(
    file,
    `
receivers: { otlp: { protocols: { http: } } }
processors: { attribution: }
exporters:
${tracker}
service: { pipelines: { traces: { receivers: [otlp], processors: [attribution], exporters: [] } } }
`,
  );
  const command = new RunningCommand(['serve', '--config', file]);
  expect(await command.exitCode()).toBe(2);
  expect(command.stderr).toContain(sentence);
  expect(command.stderr.trimEnd().split('\n')).toHaveLength(1);
});
