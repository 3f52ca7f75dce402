import { Worker } from 'node:worker_threads';
import { TrackerError } from '../../tracker-error.js';
import type { WriterAnswer, WriterRequest, WriterWorkerData } from './writer-protocol.js';
import type { WriterLink } from './writer-link.js';

interface Waiting {
  readonly resolve: (answer: WriterAnswer) => void;
  readonly reject: (error: TrackerError) => void;
}

const WORKER = new URL('./writer-worker.js', import.meta.url);

/** A writer on a thread of its own, so that a slow disk never holds up the event loop. */
export function openWorkerWriter(path: string, entry: URL = WORKER): WriterLink {
  const data: WriterWorkerData = { path };
  const worker = new Worker(entry, { workerData: data });
  const waiting: Waiting[] = [];
  let death: TrackerError | undefined;

  const fail = (cause: unknown): void => {
    death ??= new TrackerError(
      'storage_unavailable',
      'The thread that writes runs has ended: restart the tracker.',
      {
        cause,
      },
    );
    for (const { reject } of waiting.splice(0)) reject(death);
  };
  worker.on('message', (answer: WriterAnswer) => waiting.shift()?.resolve(answer));
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`exit code ${code}`)));

  const ask = async (request: WriterRequest): Promise<Extract<WriterAnswer, { ok: true }>> => {
    if (death !== undefined) throw death;
    const answer = await new Promise<WriterAnswer>((resolve, reject) => {
      waiting.push({ resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(request);
    });
    if (!answer.ok) throw new TrackerError(answer.code, answer.message);
    return answer;
  };
  return {
    migrate: async (nowMicros) => void (await ask({ kind: 'migrate', nowMicros })),
    write: async (runs, nowMicros) => (await ask({ kind: 'write', runs, nowMicros })).results,
    purge: async (beforeMicros, limit) => (await ask({ kind: 'purge', beforeMicros, limit })).purged,
    record: async (write, nowMicros) => void (await ask({ kind: 'record', write, nowMicros })),
    check() {
      if (death !== undefined) throw death;
    },
    async close() {
      try {
        if (death === undefined) await ask({ kind: 'close' });
      } finally {
        await worker.terminate();
      }
    },
  };
}
