import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { chatCompletions } from './chat-completions.mjs';
import { generateContent } from './generate-content.mjs';
import { messages } from './messages.mjs';
import { responses } from './responses.mjs';
import { addUsage, NOTHING_SERVED, usageOf } from './usage.mjs';

const DIALECTS = [chatCompletions, responses, messages, generateContent];

/**
 * A model on loopback that answers one scripted reply after the other, in whichever dialect it is asked, streamed or
 * whole, and keeps account of the tokens that it said it served. A reply is `{text}`, `{calls: [{name, args}]}` or
 * `{status}` for an HTTP error; an answer beyond the script is an error too.
 */
export const startModelServer = async (script) => {
  let number = 0;
  let served = NOTHING_SERVED;
  const problems = [];

  const answer = async (request, response) => {
    const path = new URL(request.url, 'http://model').pathname;
    const body = JSON.parse((await text(request)) || '{}');
    const dialect = DIALECTS.find(({ matches }) => matches(path));
    const reply = script[number];
    if (dialect === undefined || reply === undefined) {
      problems.push(
        dialect === undefined
          ? `no dialect for ${path}`
          : `script over at ${path}: ${JSON.stringify(body.messages ?? body)}`,
      );
      fail(response, 400, 'nothing to say');
      return;
    }
    number += 1;
    if (reply.status !== undefined) {
      fail(response, reply.status, 'the model is overloaded');
      return;
    }
    const usage = usageOf(number, dialect.counts(number));
    served = addUsage(served, usage);
    if (!dialect.isStreamed(path, body)) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(dialect.reply(reply, number, usage, body, path)));
      return;
    }
    response.setHeader('content-type', 'text/event-stream');
    for (const { event, data } of dialect.stream(reply, number, usage, body, path)) {
      if (event !== undefined) response.write(`event: ${event}\n`);
      response.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
    }
    response.end();
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      problems.push(error.message);
      fail(response, 500, error.message);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    served: () => served,
    problems,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

const fail = (response, status, message) => {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ type: 'error', error: { type: 'api_error', code: status, message } }));
};
