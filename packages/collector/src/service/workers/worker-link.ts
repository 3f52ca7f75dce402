import { Worker } from 'node:worker_threads';
import type { OtlpSink } from '../../pipeline/otlp-sink.js';
import { OtlpBusyError } from '../../receiver/otlp-busy-error.js';
import type { ServiceLog } from '../service-log.js';
import type { ShardSnapshot } from '../shard/shard.js';
import { fromPlainError } from './plain-error.js';
import type { FromWorker, ToWorker, WorkerData } from './worker-protocol.js';

export interface WorkerLinkOptions {
  /** Counted from 0. */
  readonly index: number;
  readonly data: WorkerData;
  readonly log: ServiceLog;
  /** Gets everything that leaves, when `data.hasSink` says so. */
  readonly sink: OtlpSink;
  /** Told once when the thread has ended without being asked to. */
  readonly onDeath: (error: Error) => void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const WORKER = new URL('./worker-thread.js', import.meta.url);

/**
 * The main thread's end of a worker. When the worker has died, whatever it was given is refused as if it were busy: senders
 * keep what they have, and nothing is acknowledged for it.
 */
export class WorkerLink {
  readonly index: number;
  /** When the worker was last heard of, ms of `performance.now`. */
  lastHeardMs: number = performance.now();
  readonly #worker: Worker;
  readonly #options: WorkerLinkOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ready: Promise<void>;
  readonly #ended: Promise<void>;
  #start: Waiting = { resolve: () => {}, reject: () => {} };
  #snapshot: ShardSnapshot | undefined;
  #nextId = 0;
  #isDead = false;
  #isClosing = false;

  private constructor(options: WorkerLinkOptions) {
    this.#options = options;
    this.index = options.index;
    this.#worker = new Worker(WORKER, { workerData: options.data, name: `worker ${options.index}` });
    this.#ready = new Promise((resolve, reject) => {
      this.#start = { resolve, reject };
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => resolve());
    });
    this.#worker
      .on('message', (message: FromWorker) => this.#hear(message))
      .on('error', (error) => this.#end(error))
      .on('exit', (code) => this.#end(new Error(`it ended with ${code}`)));
  }

  /**
   * Resolves when the worker takes requests.
   *
   * @throws StoreError, ConfigurationError as `startShard` does; the thread has ended then
   */
  static async start(options: WorkerLinkOptions): Promise<WorkerLink> {
    const link = new WorkerLink(options);
    try {
      await link.#ready;
      return link;
    } catch (error) {
      await link.#ended;
      throw error;
    }
  }

  get snapshot(): ShardSnapshot {
    if (this.#snapshot === undefined) throw new TypeError('a worker that is not ready has counted nothing');
    return this.#snapshot;
  }

  /** @param body - handed over: it cannot be read afterwards. @throws OtlpBusyError */
  take(kind: 'traces' | 'logs', body: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#isDead) return Promise.reject(new OtlpBusyError());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#tell({ kind, id, body }, [body.buffer]);
    });
  }

  /** Resolves when the worker has delivered what is due, let go of its folders, and ended. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#tell({ kind: 'close' });
    await this.#ended;
  }

  #tell(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #hear(message: FromWorker): void {
    this.lastHeardMs = performance.now();
    switch (message.kind) {
      case 'answer':
        return this.#answer(message.id, message.error && fromPlainError(message.error));
      case 'log':
        return this.#options.log[message.level](message.message, {
          worker: this.index,
          ...message.fields,
        });
      case 'sink':
        return void this.#handOn(message);
      case 'snapshot':
        this.#snapshot = message.snapshot;
        return undefined;
      case 'closed':
        this.#snapshot = message.snapshot;
        // Whatever else keeps its event loop busy has nothing left to do.
        return void this.#worker.terminate();
      case 'ready':
        return this.#start.resolve();
      case 'unusable':
        this.#isClosing = true;
        this.#start.reject(fromPlainError(message.error));
        return void this.#worker.terminate();
      default:
        return message satisfies never;
    }
  }

  #answer(id: number, error: Error | undefined): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve();
    else waiting?.reject(error);
  }

  async #handOn({ id, payload }: Extract<FromWorker, { kind: 'sink' }>): Promise<void> {
    await this.#options.sink.accept(payload);
    this.#tell({ kind: 'taken', id });
  }

  #end(error: Error): void {
    if (this.#isDead) return;
    this.#isDead = true;
    for (const { reject } of this.#waiting.values()) reject(new OtlpBusyError({ cause: error }));
    this.#waiting.clear();
    this.#start.reject(error);
    if (!this.#isClosing) this.#options.onDeath(error);
  }
}
