/** An OTLP/HTTP destination that counts the spans of the corpus, and can be down or slow. */
import { createServer } from 'node:http';
import { scanRequest } from '@agent-attribution/otlp';
import { SPAN_IDS, spanNumber } from './corpus.mjs';

/** @param isDistinct - whether span ids are remembered, to tell what came twice and what is missing */
export async function startSink({ isDistinct = false, port = 0 } = {}) {
  const seen = new Set();
  const state = {
    spans: 0,
    added: 0,
    repeated: 0,
    bytes: 0,
    requests: 0,
    lastMs: 0,
    answer: 'take',
    delayMs: 0,
  };
  const count = (body) => {
    state.bytes += body.length;
    const { traceIds, spanIds } = scanRequest(body);
    for (let at = 0; at < spanIds.length; at++) {
      if (!SPAN_IDS.has(spanIds[at])) {
        state.added += 1;
        continue;
      }
      state.spans += 1;
      if (!isDistinct) continue;
      const number = spanNumber(traceIds[at], spanIds[at]);
      if (seen.has(number)) state.repeated += 1;
      else seen.add(number);
    }
    state.lastMs = performance.now();
  };
  const server = createServer((request, response) => {
    if (state.answer === 'break') return request.socket.destroy();
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      state.requests += 1;
      const isTaken = state.answer === 'take';
      if (isTaken) count(Buffer.concat(chunks));
      const reply = () => response.writeHead(isTaken ? 200 : 503, { 'Content-Length': 0 }).end();
      if (state.delayMs > 0) setTimeout(reply, state.delayMs);
      else reply();
    });
    return undefined;
  });
  await new Promise((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    state,
    seen,
    /** Resolves when so many spans have come, or nothing has for `silenceMs`. */
    async hasTaken(spans, silenceMs = 30_000) {
      const read = () => (isDistinct ? seen.size : state.spans);
      let [before, sinceMs] = [read(), performance.now()];
      while (read() < spans && performance.now() - sinceMs < silenceMs) {
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        });
        if (read() !== before) [before, sinceMs] = [read(), performance.now()];
      }
      return read() >= spans;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
