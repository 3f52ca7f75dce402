import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedReply {
  readonly content?: string;
  readonly toolCall?: { readonly name: string; readonly arguments: object };
}

export interface ScriptedChatServer {
  /** Base URL for an OpenAI client. */
  readonly url: string;
  close(): Promise<void>;
}

/** Answers Chat Completions on loopback with one reply after the other, each with 10 input and 5 output tokens. */
export const startScriptedChatServer = async (
  script: readonly ScriptedReply[],
): Promise<ScriptedChatServer> => {
  let served = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const reply = script[served];
      served += 1;
      response.setHeader('content-type', 'application/json');
      if (reply === undefined) response.statusCode = 400;
      response.end(
        JSON.stringify(
          reply === undefined ? { error: { message: 'script over' } } : completion(served, reply),
        ),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const completion = (number: number, { content, toolCall }: ScriptedReply): object => ({
  id: `resp_${number}`,
  object: 'chat.completion',
  created: 1,
  model: 'tiny-1',
  choices: [
    {
      index: 0,
      finish_reason: toolCall === undefined ? 'stop' : 'tool_calls',
      message: {
        role: 'assistant',
        content: content ?? null,
        ...(toolCall === undefined
          ? {}
          : {
              tool_calls: [
                {
                  id: `call_${number}`,
                  type: 'function',
                  function: { name: toolCall.name, arguments: JSON.stringify(toolCall.arguments) },
                },
              ],
            }),
      },
    },
  ],
  usage: {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    prompt_tokens_details: { cached_tokens: 2 },
  },
});
