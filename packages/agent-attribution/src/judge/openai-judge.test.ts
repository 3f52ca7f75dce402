import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Step } from '@agent-attribution/core';
import { afterEach, describe, expect, it } from 'vitest';
import { createOpenAiJudge } from './openai-judge.js';
import { promptFor } from './prompt.js';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = { readonly status?: number; readonly body: string } | 'never';

/** A service that gives one answer after the other, and notes what it was asked. */
async function serve(...answers: readonly Answer[]): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const answer = answers[asked.length];
      asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''} ${body}`);
      if (answer === undefined || answer === 'never') return;
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, asked };
}

const completion = (content: string, more: object = {}): Answer => ({
  body: JSON.stringify({
    choices: [{ message: { content, ...more } }],
    usage: { prompt_tokens: 50, completion_tokens: 9 },
  }),
});

const step = (index: number, text: string): Step => ({
  index,
  spanId: `s${index}`,
  agentIndex: index,
  agent: `agent-${index}`,
  role: 'worker',
  startMicros: 0,
  endMicros: 1,
  actions: [],
  delegatesTo: [],
  delegatedBy: -1,
  message: () => text,
  received: () => undefined,
});

const STEPS = [step(0, 'I looked it up.'), step(1, 'I wrote it down.')];

const judgeAt = (url: string) => createOpenAiJudge({ url, model: 'm', apiKey: 'k-1', timeoutMs: 300 });

describe('a judge behind an OpenAI-compatible service', () => {
  it('returns the ranking, counts what it cost, and sends model, key, task and numbered steps', async () => {
    const { url, asked } = await serve(completion('Sure:\n```json\n{"ranking": [1, 0]}\n```'));
    const judge = judgeAt(url);
    expect(await judge.rank('What is it?', STEPS)).toEqual([1, 0]);
    expect(judge.usage()).toEqual({ calls: 1, inputTokens: 50, outputTokens: 9 });
    for (const part of ['/v1/chat/completions', 'Bearer k-1', '"model":"m"', 'What is it?', '[1] agent-1'])
      expect(asked[0]).toContain(part);
  });

  it.each([
    ['words', completion('It was the first.'), 'no ranking'],
    ['another document', completion('{"steps": [1]}'), 'no ranking'],
    ['a refusal', completion('', { refusal: 'no' }), 'refused'],
    ['no JSON at all', { body: 'oops' }, 'not JSON'],
    ['no completion', { body: '{}' }, 'not a chat completion'],
    ['a wrong key', { status: 401, body: '{}' }, '401'],
  ] as const)('throws after one call on %s', async (_, answer, message) => {
    const { url, asked } = await serve(answer);
    await expect(judgeAt(url).rank('', STEPS)).rejects.toThrow(message);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['status 500', { status: 500, body: '{}' }],
    ['status 429', { status: 429, body: '{}' }],
    ['a timeout', 'never'],
  ] as const)('tries once more after %s', async (_, first) => {
    const { url } = await serve(first, completion('{"ranking": [0]}'));
    expect(await judgeAt(url).rank('', STEPS)).toEqual([0]);
  });

  it('gives up after the second timeout', async () => {
    const { url, asked } = await serve('never', 'never');
    await expect(judgeAt(url).rank('', STEPS)).rejects.toThrow('no answer in time');
    expect(asked).toHaveLength(2);
  });
});

it('cuts long texts and no steps to keep to the budget', () => {
  const steps = Array.from({ length: 20 }, (_, index) => step(index, 'x'.repeat(50_000)));
  const { system, user } = promptFor('why', steps, 4000);
  expect(system.length + user.length).toBeLessThan(4000 * 4);
  for (const { index } of steps) expect(user).toContain(`[${index}] agent-${index}`);
});
