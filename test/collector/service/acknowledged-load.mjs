/** Load in the background that remembers which spans were acknowledged. */
import { startCorpus } from './corpus.mjs';
import { sendAll } from './load.mjs';
import { SpanSet } from './span-set.mjs';

export function startLoad(url, { senders = 4, pauseMs = 0, protocol = 'http' } = {}) {
  const acknowledged = new SpanSet();
  const corpus = startCorpus(400);
  let isStopped = false;
  const ended = sendAll(url, () => corpus.next(), {
    senders,
    pauseMs,
    protocol,
    onTaken: ({ body }) => acknowledged.addRequest(body),
    isStopped: () => isStopped,
  });
  return {
    acknowledged,
    /** @returns how many requests were taken and how many were not */
    stop() {
      isStopped = true;
      return ended;
    },
  };
}
