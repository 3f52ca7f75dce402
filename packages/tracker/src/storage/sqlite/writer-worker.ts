/** Entry of the writer's thread: one database connection, requests in the order in which they come. */
import { parentPort, workerData } from 'node:worker_threads';
import type { RunWriter, WriteResult } from './run-writer.js';
import { openRunWriter } from './run-writer.js';
import { toTrackerError } from './sqlite-errors.js';
import type { WriterAnswer, WriterRequest, WriterWorkerData } from './writer-protocol.js';

const { path } = workerData as WriterWorkerData;
const opening = openRunWriter(path);
// Rejects again below, at the first request, where there is somebody to tell.
opening.catch(() => undefined);

parentPort?.on('message', (request: WriterRequest) => void answer(request));

async function answer(request: WriterRequest): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(await perform(request));
}

async function perform(request: WriterRequest): Promise<WriterAnswer> {
  try {
    const writer = await opening;
    return apply(writer, request);
  } catch (error) {
    const { code, message } = toTrackerError(error, path);
    return { ok: false, code, message };
  }
}

function apply(writer: RunWriter, request: WriterRequest): Extract<WriterAnswer, { ok: true }> {
  let results: readonly WriteResult[] = [];
  let purged = 0;
  if (request.kind === 'write') results = writer.write(request.runs, request.nowMicros);
  else if (request.kind === 'purge') purged = writer.purge(request.beforeMicros, request.limit);
  else if (request.kind === 'record') writer.record(request.write, request.nowMicros);
  else if (request.kind === 'migrate') writer.migrate(request.nowMicros);
  else writer.close();
  return { ok: true, results, purged };
}
