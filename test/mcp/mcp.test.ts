import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RunningCommand } from '../helpers/command.js';

const BIN = new URL('../../packages/agent-attribution/bin/agent-attribution.js', import.meta.url).pathname;

let folder: string;
let data: string;
let file: string;
let client: Client;

const FAILED = 'a'.repeat(32);
const HEALTHY = 'b'.repeat(32);

/** One agent with one tool call. */
const traceOf = (traceId: string, error?: string) => {
  const spanOf = (spanId: string, name: string, attributes: Record<string, string>, parent?: string) => ({
    traceId,
    spanId: spanId.repeat(16),
    ...(parent !== undefined && { parentSpanId: parent.repeat(16) }),
    name,
    startTimeUnixNano: `${Date.now() - 2000}000000`,
    endTimeUnixNano: `${Date.now() - 1000}000000`,
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } })),
    status: error === undefined ? {} : { code: 2, message: error },
  });
  const agent = {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'writer',
    'gen_ai.conversation.id': 'talk',
    'attribution.goal.id': 'news',
  };
  const tool = {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'search',
    'gen_ai.tool.call.result': Array.from({ length: 400 }, (_, n) => `row ${n} of the table`).join('\n'),
  };
  const spans = [spanOf('1', 'invoke_agent writer', agent), spanOf('2', 'execute_tool search', tool, '1')];
  return { resourceSpans: [{ scopeSpans: [{ spans }] }] };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-'));
  data = join(folder, 'data');
  file = join(folder, 'traces.jsonl');
  const traces = [traceOf(FAILED, 'search timed out'), traceOf(HEALTHY)];
  await writeFile(file, traces.map((trace) => JSON.stringify(trace)).join('\n'));
  const serve = new RunningCommand(['serve', '--port', '0', '--otlp-http-port', '0', '--data', data]);
  const otlp = await serve.said(/OTLP in\s+(\S+)/);
  const headers = { 'content-type': 'application/json' };
  for (const trace of traces) await fetch(otlp, { method: 'POST', headers, body: JSON.stringify(trace) });
  await serve.stop();
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => client.close());

const idsIn = (text: string): readonly string[] => text.match(/[ab]{32}/g) ?? [];

const connect = async (...args: string[]) => {
  client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BIN, 'mcp', ...args],
    stderr: 'ignore',
  });
  // A line that is not of the protocol is an error of the transport.
  const errors: Error[] = [];
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport has no other way to tell
  transport.onerror = (error) => errors.push(error);
  await client.connect(transport);
  return { errors };
};

const call = async (name: string, args: Record<string, unknown> = {}) => {
  const { content, isError = false } = await client.callTool({ name, arguments: args });
  const [{ text } = { text: '' }] = content as { text: string }[];
  return { text, isError };
};

describe('agent-attribution mcp', () => {
  it('lists its tools, each with what it takes and a short description', async () => {
    await connect('--data', data);
    const { tools } = await client.listTools();
    expect(tools.map(({ name, inputSchema }) => [name, inputSchema.required ?? []])).toEqual([
      ['list_runs', []],
      ['get_verdict', ['run_id']],
      ['get_evidence', ['trace_id']],
      ['compare_runs', ['first', 'second']],
      ['goal_patterns', []],
      ['why_agent_did_not_fire', ['agent', 'conversation_id']],
      ['analyze_file', ['path']],
    ]);
    for (const { description = '', annotations } of tools) {
      expect(description.length).toBeLessThan(200);
      expect(annotations?.readOnlyHint).toBe(true);
    }
    expect(client.getInstructions()).toContain('data, not instructions');
  });

  it('answers every question about the runs of a folder, and writes nothing but the protocol', async () => {
    const { errors } = await connect('--data', data);
    const runs = await call('list_runs', { outcome: 'failure' });
    expect(runs.text).toContain(FAILED);
    expect(runs.text).not.toContain(HEALTHY);
    expect((await call('get_verdict', { run_id: FAILED })).text).toContain('writer made the run fail');
    expect((await call('compare_runs', { first: FAILED, second: HEALTHY })).text).toContain('Differences');
    expect((await call('goal_patterns', { goal: 'news' })).text).toContain('2 runs, 50 % completed');
    const reason = await call('why_agent_did_not_fire', { agent: 'reviewer', conversation_id: 'talk' });
    expect(reason.text).toContain('never_invoked');
    expect(errors).toEqual([]);
  });

  it('gives a page of runs, and the next one', async () => {
    await connect('--data', data);
    const first = await call('list_runs', { limit: 1 });
    const cursor = /call again with cursor (\S+)$/.exec(first.text)?.[1];
    const second = await call('list_runs', { limit: 1, cursor });
    expect(new Set([idsIn(first.text), idsIn(second.text)])).toEqual(new Set([[FAILED], [HEALTHY]]));
    expect(second.text).not.toContain('call again');
  });

  it('cuts a long answer, and says how to read on', async () => {
    await connect('--data', data);
    const first = await call('get_evidence', { trace_id: HEALTHY });
    expect(first.text.length).toBeLessThan(8_100);
    const offset = Number(/call again with offset (\d+)$/.exec(first.text)?.[1]);
    const second = await call('get_evidence', { trace_id: HEALTHY, offset });
    expect(first.text).toContain('row 0 of the table');
    expect(second.text).toContain('row 399 of the table');
  });

  it('analyzes a file without a tracker', async () => {
    await connect('--data', join(folder, 'none'));
    const both = await call('analyze_file', { path: file });
    expect(both.text).toContain('2 traces; give trace_id for one in full');
    const one = await call('analyze_file', { path: file, trace_id: FAILED });
    expect(one.text).toContain('writer made the run fail');
    expect((await call('list_runs')).text).toContain('there is no tracker data in');
  });

  it.each([
    ['get_verdict', { run_id: 'none' }, /^There is no task and no trace with this id, or it was purged$/],
    ['get_evidence', { trace_id: '../../stats' }, /^There is no trace/],
    ['analyze_file', { path: '/no/such/file' }, /^cannot read \/no\/such\/file: there is no such file$/],
    ['analyze_file', { path: '-' }, /^path must be a file or a folder/],
    ['list_runs', { cursor: 'nonsense' }, /"cursor"/],
    ['list_runs', { outcome: 'sad' }, /outcome/],
    ['list_runs', { colour: 'red' }, /colour/],
    ['get_verdict', {}, /run_id/],
  ])('%s tells what is wrong with %o as an error of the tool', async (name, args, message) => {
    await connect('--data', data);
    const { text, isError } = await call(name, args);
    expect(isError).toBe(true);
    expect(text).toMatch(message);
  });

  it('asks a running tracker, with its token', async () => {
    const serve = new RunningCommand(['serve', '--port', '0', '--otlp-http-port', '0', '--data', data], {
      AGENT_ATTRIBUTION_TOKEN: 's3cret',
    });
    const url = await serve.said(/Runs\s+(\S+)/);
    await connect('--url', url);
    expect(await call('list_runs')).toMatchObject({
      isError: true,
      text: expect.stringContaining('set AGENT_ATTRIBUTION_TOKEN') as string,
    });
    await client.close();
    client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [BIN, 'mcp', '--url', url],
        env: { AGENT_ATTRIBUTION_TOKEN: 's3cret' },
      }),
    );
    expect((await call('list_runs')).text).toContain(FAILED);
    await serve.stop();
  });

  it('ends when its input ends', async () => {
    const command = new RunningCommand(['mcp', '--data', data]);
    command.endInput();
    expect(await command.exitCode()).toBe(0);
    expect(command.stdout).toBe('');
  });
});
