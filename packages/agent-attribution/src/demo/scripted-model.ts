import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the model says next: text, or calls of tools. */
export interface ScriptedReply {
  readonly text?: string;
  readonly calls?: readonly { readonly tool: string; readonly args: Readonly<Record<string, unknown>> }[];
}

/** Replies by agent, in order; the last one is repeated. An agent is known by the first line of its instructions. */
export type Script = Readonly<Record<string, readonly [ScriptedReply, ...ScriptedReply[]]>>;

export interface ScriptedModel {
  /** Base URL to give to an OpenAI client. */
  readonly url: string;
  /** Tokens served so far: what a client must have counted. */
  readonly served: { input: number; output: number };
  close(): Promise<void>;
}

/** Characters that make a token, near enough for usage figures that vary with the text. */
const CHARS_PER_TOKEN = 4;

/**
 * A server on loopback that speaks OpenAI's chat completions and says what a script says. It makes a run of a real agent
 * runtime repeatable: real HTTP and real tools, no key, no network, no model.
 */
export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  const calls = new Map<string, number>();
  const served = { input: 0, output: 0 };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      respond(response, 500, { error: { message: String(error), type: 'scripted_model_error' } });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    const agent = agentOf(body.messages);
    const replies = script[agent];
    if (replies === undefined) {
      const message = `the script has no agent "${agent}"`;
      respond(response, 404, { error: { message, type: 'not_found' } });
      return;
    }
    const call = calls.get(agent) ?? 0;
    calls.set(agent, call + 1);
    const reply = replies[Math.min(call, replies.length - 1)] ?? replies[0];
    const completion = completionOf(reply, `${agent}-${call}`, body);
    served.input += completion.usage.prompt_tokens;
    served.output += completion.usage.completion_tokens;
    respond(response, 200, completion);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = addressOf(server.address());
  return {
    url: `http://127.0.0.1:${port}/v1`,
    served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}

async function readJson(request: IncomingMessage): Promise<ChatRequest> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const body: ChatRequest = JSON.parse(text);
  return body;
}

/** `You are the researcher. …` is the researcher. */
function agentOf(messages: ChatRequest['messages']): string {
  const instructions = messages.find(({ role }) => role === 'system' || role === 'developer')?.content;
  return /^You are the (\w+)/.exec(String(instructions))?.[1] ?? '';
}

interface Completion {
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
}

function completionOf(reply: ScriptedReply, id: string, request: ChatRequest): Completion {
  const toolCalls = reply.calls?.map(({ tool, args }, index) => ({
    id: `call_${id}_${index}`,
    type: 'function',
    function: { name: tool, arguments: JSON.stringify(args) },
  }));
  const message = {
    role: 'assistant',
    content: reply.text ?? null,
    ...(toolCalls && { tool_calls: toolCalls }),
  };
  const promptTokens = Math.ceil(JSON.stringify(request.messages).length / CHARS_PER_TOKEN);
  const completionTokens = Math.ceil(JSON.stringify(message).length / CHARS_PER_TOKEN);
  const completion = {
    id: `chatcmpl-${id}`,
    object: 'chat.completion',
    created: 0,
    model: request.model,
    choices: [{ index: 0, message, finish_reason: toolCalls === undefined ? 'stop' : 'tool_calls' }],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
  return completion;
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address;
}
