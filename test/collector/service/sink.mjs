/** An OTLP/HTTP destination that remembers which spans of the corpus came, and can be down or slow. */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SpanSet } from './span-set.mjs';

export async function startSink() {
  const seen = new SpanSet();
  /** `answer`: `take`, `refuse` with 503, or `break` the connection. */
  const state = { added: 0, repeated: 0, lastMs: 0, answer: 'take', delayMs: 0 };
  const count = (body) => {
    const { foreign, repeated } = seen.addRequest(body);
    state.added += foreign;
    state.repeated += repeated;
    state.lastMs = performance.now();
  };
  const server = createServer((request, response) => {
    if (state.answer === 'break') return request.socket.destroy();
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const isTaken = state.answer === 'take';
      if (isTaken) count(Buffer.concat(chunks));
      const reply = () => response.writeHead(isTaken ? 200 : 503, { 'Content-Length': 0 }).end();
      if (state.delayMs > 0) setTimeout(reply, state.delayMs);
      else reply();
    });
    return undefined;
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    state,
    seen,
    /** Resolves when `isDone`, or when nothing new has come for `silenceMs`; with whether it is done. */
    async until(isDone, silenceMs = 30_000) {
      let [before, sinceMs] = [seen.size, performance.now()];
      while (!isDone() && performance.now() - sinceMs < silenceMs) {
        await sleep(10);
        if (seen.size !== before) [before, sinceMs] = [seen.size, performance.now()];
      }
      return isDone();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
