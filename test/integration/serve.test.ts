import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createHmac } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { otlpJsonToProto } from '@agent-attribution/otlp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningCommand } from '../helpers/command.js';
import { freeHost } from '../helpers/service-config.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
});

afterAll(() => rm(folder, { recursive: true }));

const serve = (data: string, ...more: string[]) =>
  new RunningCommand([
    'serve',
    '--port',
    '0',
    '--otlp-http-port',
    '0',
    '--otlp-grpc-port',
    '0',
    '--data',
    join(folder, data),
    ...more,
  ]);

const addressesOf = async (command: RunningCommand) => ({
  otlp: await command.said(/OTLP in\s+(\S+)\/v1\/traces/),
  api: await command.said(/Runs\s+(\S+)/),
});

/** One agent that timed out. */
const request = (traceId: string) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'team' } }] },
      scopeSpans: [
        {
          spans: [
            {
              traceId,
              spanId: 'b'.repeat(16),
              name: 'invoke_agent writer',
              startTimeUnixNano: `${Date.now() - 2000}000000`,
              endTimeUnixNano: `${Date.now() - 1000}000000`,
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
});

const TRACES = { json: 'a'.repeat(32), proto: 'c'.repeat(32), gzip: 'd'.repeat(32) };

describe('agent-attribution serve', () => {
  it('takes OTLP as JSON, protobuf and gzip, attributes it, and still has it after a restart', async () => {
    const command = serve('kept');
    const { otlp } = await addressesOf(command);
    const post = (body: string | Buffer, headers: Record<string, string>) =>
      fetch(`${otlp}/v1/traces`, { method: 'POST', body, headers });
    const json = { 'content-type': 'application/json' };
    const answers = await Promise.all([
      post(JSON.stringify(request(TRACES.json)), json),
      post(Buffer.from(otlpJsonToProto(request(TRACES.proto))), { 'content-type': 'application/x-protobuf' }),
      post(gzipSync(JSON.stringify(request(TRACES.gzip))), { ...json, 'content-encoding': 'gzip' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    // What is held is released and stored before the process ends.
    expect(await command.stop()).toBe(0);

    const again = serve('kept');
    const { api } = await addressesOf(again);
    for (const traceId of Object.values(TRACES)) {
      const response = await fetch(`${api}/api/tasks/${traceId}`);
      expect(await response.json()).toMatchObject({
        metadata: {
          attribution: { verdict: 'attributed', rootCause: { agent: 'writer', failureCategory: 'timeout' } },
        },
      });
    }
    const agents = await (await fetch(`${api}/api/agents?window=90d`)).text();
    expect(agents).toContain('"writer"');
    expect((await fetch(`${api}/healthz`)).status).toBe(200);
    const page = await (await fetch(`${api}/traces/${TRACES.json}`)).text();
    const [, script = ''] = /<script type="module"[^>]* src="([^"]+)"/.exec(page) ?? [];
    expect((await fetch(api + script)).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    await again.stop();
  });

  it('answers a bad body as OTLP asks for', async () => {
    const command = serve('bad');
    const { otlp } = await addressesOf(command);
    const send = async (body: string, type: string) => {
      const response = await fetch(`${otlp}/v1/traces`, {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      });
      return { status: response.status, type: response.headers.get('content-type') };
    };
    expect(await send('{', 'application/json')).toEqual({ status: 400, type: 'application/json' });
    expect(await send('\u0001\u0002', 'application/x-protobuf')).toEqual({
      status: 400,
      type: 'application/x-protobuf',
    });
    expect((await send('', 'text/csv')).status).toBe(415);
    await command.stop();
  });

  it('exits 1 with one sentence when a port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    for (const option of ['--port', '--otlp-http-port', '--otlp-grpc-port']) {
      const command = serve('port', option, String(port));
      expect(await command.exitCode()).toBe(1);
      expect(command.stderr).toMatch(/^agent-attribution: [^\n]*in use[^\n]*\n$/);
    }
    other.close();
  });

  it('goes on without gRPC, and says so, when its usual port is in use and nobody asked for it', async () => {
    const host = freeHost();
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(4317, host, resolve);
    });
    const command = new RunningCommand([
      'serve',
      '--host',
      host,
      '--port',
      '0',
      '--otlp-http-port',
      '0',
      '--data',
      join(folder, 'http'),
    ]);
    expect(await command.said(/OTLP in\s+(\S+)/)).toContain(host);
    await command.stop();
    expect(command.stderr).toContain('OTLP is taken over HTTP only');
    expect(command.stderr).not.toContain('gRPC in');
    other.close();
  });

  it('exits 1 with one sentence when the data folder cannot be made', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const command = serve('a-file/data');
    expect(await command.exitCode()).toBe(1);
    expect(command.stderr).toMatch(/^agent-attribution: [^\n]+\n$/);
  });

  it('asks senders for a token that may write, and readers for one that may read', async () => {
    const command = new RunningCommand(
      ['serve', '--port', '0', '--otlp-http-port', '0', '--data', join(folder, 'tokens')],
      { AGENT_ATTRIBUTION_READ_TOKEN: 'reader', AGENT_ATTRIBUTION_WRITE_TOKEN: 'writer' },
    );
    const { otlp, api } = await addressesOf(command);
    const statusesOf = async (token: string) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const sent = await fetch(`${otlp}/v1/traces`, { method: 'POST', body: '{}', headers });
      return [sent.status, (await fetch(`${api}/api/stats`, { headers })).status];
    };
    expect(await statusesOf('reader')).toEqual([401, 200]);
    expect(await statusesOf('writer')).toEqual([200, 403]);
    expect(await statusesOf('nobody')).toEqual([401, 401]);
    expect((await fetch(`${api}/api/stats`)).headers.get('ratelimit-policy')).toBe('"default";q=500;w=10');
    await command.stop();
  });

  it('does not open itself to others without a token, unless it is told to', async () => {
    const refused = serve('open', '--host', '0.0.0.0');
    expect(await refused.exitCode()).toBe(2);
    expect(refused.stderr).toBe(
      'agent-attribution: Others could read every run at 0.0.0.0: set a token, listen on 127.0.0.1, or allow unauthenticated access (AGENT_ATTRIBUTION_TOKEN, --host, --allow-unauthenticated)\n',
    );
    const told = serve('open', '--host', '0.0.0.0', '--allow-unauthenticated');
    expect((await addressesOf(told)).api).toMatch(/^http:/);
    await told.stop();
  });

  it('tells a webhook of a verdict, signed, and is refused none of its spans by one that fails', async () => {
    const secret = Buffer.alloc(32, 1).toString('base64');
    const told: { body: string; headers: IncomingHttpHeaders }[] = [];
    const receiver = createHttpServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        told.push({ body, headers: request.headers });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => {
      receiver.listen(0, '127.0.0.1', resolve);
    });
    const { port } = receiver.address() as AddressInfo;
    const command = new RunningCommand(
      ['serve', '--port', '0', '--otlp-http-port', '0', '--data', join(folder, 'webhooks')],
      {
        AGENT_ATTRIBUTION_WEBHOOK_URL: `http://127.0.0.1:${port}/a,http://127.0.0.1:1/closed`,
        AGENT_ATTRIBUTION_WEBHOOK_SECRET: `whsec_${secret}`,
        AGENT_ATTRIBUTION_WEBHOOK_ALLOW_PRIVATE: 'true',
      },
    );
    const { otlp } = await addressesOf(command);
    await fetch(`${otlp}/v1/traces`, {
      method: 'POST',
      body: JSON.stringify(request('e'.repeat(32))),
      headers: { 'content-type': 'application/json' },
    });
    // What is held is released, judged and told of before the process ends.
    expect(await command.stop()).toBe(0);
    receiver.close();
    expect(told.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { type: 'trace.attributed', data: { traceId: 'e'.repeat(32), rootCauseAgent: 'writer' } },
    ]);
    const [{ body, headers } = { body: '', headers: {} as IncomingHttpHeaders }] = told;
    const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', Buffer.from(secret, 'base64')).update(content).digest('base64')}`,
    );
    expect(command.stderr).toContain('the webhook to http://127.0.0.1:1 fails');
  });
});
