/** Senders over OTLP as protobuf, over HTTP or gRPC, on connections that are kept. */
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { openGrpcSender } from './grpc-sender.mjs';

const HEADERS = { 'Content-Type': 'application/x-protobuf' };

/** @returns `post(body)`, which resolves with the status, or 0 when there was no answer; and `close()` */
const openHttpSender = (url, { timeoutMs = 10_000 } = {}) => {
  const agent = new Agent({ keepAlive: true });
  const target = new URL('/v1/traces', url);
  const post = (body) =>
    new Promise((resolve) => {
      const headers = { ...HEADERS, 'Content-Length': body.length };
      const sending = httpRequest(
        target,
        { agent, method: 'POST', headers, timeout: timeoutMs },
        (response) => {
          response
            .once('close', () => resolve(0))
            .once('end', () => resolve(response.statusCode))
            .resume();
        },
      );
      sending.once('timeout', () => sending.destroy()).once('error', () => resolve(0));
      sending.end(body);
    });
  return { post, close: () => agent.destroy() };
};

const SENDERS = { http: openHttpSender, grpc: openGrpcSender };

/**
 * So many senders, each with its next request when the one before was taken; what was not taken is sent again, also after
 * a stop: a trace of which only a part was sent waits for the rest.
 *
 * @param next - gives requests until it gives undefined
 * @param onTaken - called with what was acknowledged
 */
export async function sendAll(
  url,
  next,
  { senders = 16, pauseMs = 0, protocol = 'http', onTaken = () => {}, isStopped = () => false } = {},
) {
  const sender = SENDERS[protocol](url);
  const counts = { requests: 0, spans: 0, refused: 0 };
  const run = async () => {
    while (!isStopped()) {
      const request = next();
      if (request === undefined) return;
      for (
        let status = await sender.post(request.body);
        status !== 200;
        status = await sender.post(request.body)
      ) {
        counts.refused += 1;
        await sleep(100);
      }
      counts.requests += 1;
      counts.spans += request.spans;
      onTaken(request);
      if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: senders }, run));
  sender.close();
  return counts;
}

/**
 * So many spans a second, whatever the answers: a request that is due is sent although others are under way.
 *
 * @returns the time from when a request was due to its acknowledgement, ms, in ascending order
 */
export async function sendAtRate(
  url,
  corpus,
  { spansPerSecond, seconds, protocol = 'http', onTaken = () => {} },
) {
  const sender = SENDERS[protocol](url);
  const latencies = [];
  let refused = 0;
  const underWay = new Set();
  const startMs = performance.now();
  for (let spans = 0; spans < spansPerSecond * seconds;) {
    const request = corpus.next();
    const dueMs = startMs + (spans / spansPerSecond) * 1000;
    const waitMs = dueMs - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    const sending = sender.post(request.body).then((status) => {
      underWay.delete(sending);
      if (status === 200) {
        latencies.push(performance.now() - Math.max(dueMs, startMs));
        onTaken(request);
      } else refused += 1;
    });
    underWay.add(sending);
    spans += request.spans;
  }
  await Promise.all(underWay);
  sender.close();
  return { latencies: latencies.toSorted((a, b) => a - b), refused };
}

export const percentile = (ascending, share) =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN;
