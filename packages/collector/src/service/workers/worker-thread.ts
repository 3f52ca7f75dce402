import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { scanRequest } from '@agent-attribution/otlp';
import type { OtlpSink } from '../../pipeline/otlp-sink.js';
import type { ServiceLog } from '../service-log.js';
import type { Shard } from '../shard/shard.js';
import { startShard } from '../shard/start-shard.js';
import { toPlainError } from './plain-error.js';
import { type FromWorker, SNAPSHOT_INTERVAL_MS, type ToWorker, type WorkerData } from './worker-protocol.js';

// The file that a worker thread runs: a shard of its own, and messages in and out.

const { config, hasSink } = workerData as WorkerData;

const tell = (port: MessagePort, message: FromWorker): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  port.postMessage(message);
};

const logTo = (port: MessagePort): ServiceLog => {
  const at =
    (level: keyof ServiceLog) =>
    (message: string, fields: Readonly<Record<string, string | number>> = {}): void =>
      tell(port, { kind: 'log', level, message, fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

/** Hands everything that leaves to the main thread, and waits until that has taken it over. */
class MainThreadSink implements OtlpSink {
  readonly copiesBodies = true;
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, () => void>();
  #nextId = 0;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  accept({ signal, body, spanCount, known }: Parameters<OtlpSink['accept']>[0]): Promise<void> {
    const id = this.#nextId++;
    // Copies: a message carries all of the memory that an array is a part of.
    const payload = { signal, body: new Uint8Array(body), spanCount, known: known && new Uint8Array(known) };
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      tell(this.#port, { kind: 'sink', id, payload });
    });
  }

  taken(id: number): void {
    this.#waiting.get(id)?.();
    this.#waiting.delete(id);
  }
}

async function run(port: MessagePort): Promise<void> {
  const sink = new MainThreadSink(port);
  // From the start: what was in flight may leave before the shard is ready.
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'taken') sink.taken(message.id);
  });
  let shard: Shard;
  try {
    shard = await startShard(config, { log: logTo(port), sinks: hasSink ? [sink] : [] });
  } catch (error) {
    tell(port, { kind: 'unusable', error: toPlainError(error) });
    port.close();
    return;
  }
  const telling = setInterval(
    () => tell(port, { kind: 'snapshot', snapshot: shard.snapshot }),
    SNAPSHOT_INTERVAL_MS,
  );
  const take = async ({ kind, id, body }: Extract<ToWorker, { kind: 'traces' | 'logs' }>): Promise<void> => {
    try {
      await (kind === 'traces' ? shard.acceptTraces(body, scanRequest(body)) : shard.acceptLogs(body));
      tell(port, { kind: 'answer', id });
    } catch (error) {
      tell(port, { kind: 'answer', id, error: toPlainError(error) });
    }
  };
  const close = async (): Promise<void> => {
    await shard.close();
    clearInterval(telling);
    tell(port, { kind: 'closed', snapshot: shard.snapshot });
    port.close();
  };
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') void close();
    else if (message.kind !== 'taken') void take(message);
  });
  tell(port, { kind: 'snapshot', snapshot: shard.snapshot });
  tell(port, { kind: 'ready' });
}

if (parentPort !== null) void run(parentPort);
