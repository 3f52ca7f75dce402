import type { OtlpPayload, OtlpSink } from '../pipeline/otlp-sink.js';
import { Batcher, type Batch } from './batcher.js';
import { Episode } from './episode.js';
import type { DropReason, OtlpExporterCounters } from './exporter-counters.js';
import type { PersistentQueue, QueuedBatch } from './queue/persistent-queue.js';
import { type CircuitOptions, DeliveryGate, type RetryOptions } from './retry/delivery-gate.js';
import type { Scheduler } from './scheduler.js';
import type { OtlpTransport, SendResult } from './transport/otlp-transport.js';

export interface QueuedExporterOptions {
  /** How the exporter is called in warnings. */
  readonly name: string;
  readonly transport: OtlpTransport;
  readonly queue: PersistentQueue;
  readonly maxBatchBytes: number;
  readonly batchTimeoutMs: number;
  readonly maxConcurrentRequests: number;
  /** Above it batches go to the queue. */
  readonly maxMemoryBytes: number;
  readonly retry: RetryOptions;
  readonly circuit: CircuitOptions;
  readonly scheduler: Scheduler;
  readonly onWarning: (message: string) => void;
}

/** A sink that delivers to one destination. */
export interface OtlpExporter extends OtlpSink {
  readonly counters: OtlpExporterCounters;
  /**
   * Sends what it has, for at most `graceMs` (default 5,000); what is left is safe in the queue on disk, or never
   * acknowledged where there is none. From now on `accept` takes nothing over: it does not resolve.
   */
  close(graceMs?: number): Promise<void>;
}

/** How long after the queue could not be written it is tried again. */
const QUEUE_RETRY_MS = 1000;

/**
 * Sends batches straight from memory while the destination takes them. A batch that has failed once, or finds the
 * memory or the connections taken, is put in the queue, which one loop empties, with pauses that the `DeliveryGate`
 * decides. So a destination that is down costs memory once and then disk, and nobody waits for it.
 */
export class QueuedExporter implements OtlpExporter {
  readonly #options: QueuedExporterOptions;
  readonly #gate: DeliveryGate;
  readonly #batcher: Batcher;
  /** Batches that wait for a free connection. */
  readonly #ready: Batch[] = [];
  readonly #failing: Episode;
  readonly #refusing: Episode;
  readonly #rejecting: Episode;
  readonly #unwritable: Episode;
  readonly #dropped: Record<DropReason, number> = { refused: 0, expired: 0, queue_full: 0 };
  readonly copiesBodies = true;
  readonly #counts = { sentSpans: 0, sentRequests: 0, failedRequests: 0, retries: 0, rejectedSpans: 0 };
  readonly #drained: Promise<void>;
  #queueErrors = 0;
  #memoryBytes = 0;
  #sending = 0;
  /** Batches that are on their way into the queue. */
  #storing = 0;
  #isClosed = false;
  #isStopped = false;
  #wakeDrain: () => void = () => {};
  #checkQuiet: () => void = () => {};

  constructor(options: QueuedExporterOptions) {
    const { name, scheduler, onWarning } = options;
    const episode = (): Episode => new Episode((message) => onWarning(`exporter ${name}: ${message}`));
    this.#options = options;
    this.#gate = new DeliveryGate(options.retry, options.circuit, scheduler);
    this.#batcher = new Batcher({ ...options, onBatch: (batch) => this.#take(batch) });
    this.#failing = episode();
    this.#refusing = episode();
    this.#rejecting = episode();
    this.#unwritable = episode();
    this.#drained = this.#drain();
  }

  get counters(): OtlpExporterCounters {
    const { batches, spans, bytes } = this.#options.queue.size;
    return {
      ...this.#counts,
      droppedSpans: { ...this.#dropped },
      queueErrors: this.#queueErrors,
      queueBatches: batches,
      queueSpans: spans,
      queueBytes: bytes,
      memoryBytes: this.#memoryBytes,
      circuit: this.#gate.state,
    };
  }

  reserve(signal: OtlpPayload['signal'], bytes: number): Buffer | undefined {
    return this.#batcher.reserve(signal, bytes);
  }

  accept(payload: OtlpPayload): Promise<void> {
    if (payload.body.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      if (this.#isClosed) return;
      const { length } = payload.body;
      this.#memoryBytes += length;
      this.#batcher.add(payload, () => {
        this.#memoryBytes -= length;
        resolve();
      });
      if (this.#isMemoryFull()) this.#batcher.flush();
    });
  }

  async close(graceMs = 5000): Promise<void> {
    if (this.#isClosed) return await this.#drained;
    this.#isClosed = true;
    this.#batcher.flush();
    await this.#whenQuiet(() => this.#sending + this.#storing + this.#ready.length === 0, graceMs);
    this.#isStopped = true;
    this.#options.transport.close();
    this.#wakeDrain();
    await this.#drained;
    // What was broken off just now goes to the queue before that is closed.
    await this.#whenQuiet(() => this.#sending === 0, graceMs);
    await this.#options.queue.close();
  }

  /** Counts spans that the queue has given up. */
  dropped(reason: DropReason, spans: number): void {
    this.#dropped[reason] += spans;
  }

  #take(batch: Batch): void {
    this.#ready.push(batch);
    this.#next();
  }

  /** Sends what may be sent, and puts aside what must not wait in memory. */
  #next(): void {
    for (let batch = this.#ready[0]; batch !== undefined; batch = this.#ready[0]) {
      if (this.#mustQueue()) void this.#store(batch);
      else if (this.#sending < this.#options.maxConcurrentRequests) void this.#send(batch);
      else return;
      this.#ready.shift();
    }
    this.#checkQuiet();
  }

  #mustQueue(): boolean {
    return this.#isStopped || this.#isMemoryFull() || this.#gate.state !== 'closed' || this.#gate.waitMs > 0;
  }

  #isMemoryFull(): boolean {
    return this.#memoryBytes > this.#options.maxMemoryBytes;
  }

  async #send(batch: Batch): Promise<void> {
    this.#sending += 1;
    const isDone = await this.#attempt(batch);
    this.#sending -= 1;
    if (isDone) batch.settle();
    else void this.#store(batch);
    this.#next();
  }

  /** Settles the batch when it is safe; a queue that cannot be written is tried again until it can. */
  async #store(batch: Batch): Promise<void> {
    const { queue, scheduler } = this.#options;
    const { signal, body, spanCount } = batch;
    const queued: QueuedBatch = { signal, body, spanCount, enqueuedAtMs: scheduler.now() };
    this.#storing += 1;
    try {
      const appended = queue.append(queued);
      this.#wakeDrain();
      await appended;
      this.#unwritable.end('the queue can be used again');
      batch.settle();
    } catch (error) {
      this.#queueFailed(error);
      if (!this.#isStopped) scheduler.after(QUEUE_RETRY_MS, () => void this.#store(batch));
    }
    this.#storing -= 1;
    this.#wakeDrain();
    this.#next();
  }

  /** Empties the queue, oldest batch first, one at a time. */
  async #drain(): Promise<void> {
    while (!this.#isStopped) {
      try {
        await this.#drainOne();
      } catch (error) {
        this.#queueFailed(error);
        await this.#sleep(QUEUE_RETRY_MS, false);
      }
    }
  }

  async #drainOne(): Promise<void> {
    const { queue, retry, scheduler } = this.#options;
    const batch = await queue.peek();
    const waitMs = this.#gate.waitMs;
    if (batch === undefined) await this.#sleep(Infinity, true);
    else if (retry.maxElapsedMs > 0 && scheduler.now() - batch.enqueuedAtMs > retry.maxElapsedMs) {
      this.dropped('expired', batch.spanCount);
      await queue.ack();
    } else if (waitMs > 0) await this.#sleep(waitMs, false);
    else if (await this.#attempt(batch)) await queue.ack();
  }

  /** Waits for the time to pass, for the end, and when `forWork` for something to be put in the queue. */
  #sleep(waitMs: number, forWork: boolean): Promise<void> {
    const { queue, scheduler } = this.#options;
    if (this.#isStopped || (forWork && queue.size.batches > 0)) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = waitMs === Infinity ? () => {} : scheduler.after(waitMs, resolve);
      this.#wakeDrain = () => {
        if (!forWork && !this.#isStopped) return;
        cancel();
        resolve();
      };
    });
  }

  /** @returns whether the batch is done with: delivered, or refused for good. */
  async #attempt(batch: OtlpPayload): Promise<boolean> {
    if (this.#gate.isFailing) this.#counts.retries += 1;
    const result = await this.#options.transport.send(batch.signal, batch.body);
    if (result.outcome === 'retry') {
      this.#counts.failedRequests += 1;
      this.#gate.failed(result.afterMs);
      this.#failing.begin(`delivery fails and is tried again: ${result.reason}`);
      return false;
    }
    this.#gate.succeeded();
    this.#failing.end('the destination answers again');
    if (result.outcome === 'delivered') this.#delivered(batch, result);
    else this.#refused(batch, result);
    return true;
  }

  #delivered(batch: OtlpPayload, result: SendResult & { readonly outcome: 'delivered' }): void {
    const { rejectedSpans, message } = result;
    this.#counts.sentRequests += 1;
    this.#counts.sentSpans += batch.spanCount - rejectedSpans;
    this.#counts.rejectedSpans += rejectedSpans;
    this.#refusing.end();
    if (rejectedSpans > 0) this.#rejecting.begin(`the destination took no part of some spans: ${message}`);
    else if (message !== '') this.#rejecting.begin(`the destination warns: ${message}`);
    else this.#rejecting.end();
  }

  #refused(batch: OtlpPayload, { reason }: SendResult & { readonly outcome: 'refused' }): void {
    this.#counts.failedRequests += 1;
    this.dropped('refused', batch.spanCount);
    this.#refusing.begin(`the destination refuses what it is sent, which is dropped: ${reason}`);
  }

  #queueFailed(error: unknown): void {
    this.#queueErrors += 1;
    const message = error instanceof Error ? error.message : String(error);
    this.#unwritable.begin(`the queue cannot be used, batches wait in memory: ${message}`);
  }

  #whenQuiet(isQuiet: () => boolean, timeoutMs: number): Promise<void> {
    if (isQuiet()) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.scheduler.after(timeoutMs, resolve);
      this.#checkQuiet = () => {
        if (!isQuiet()) return;
        cancel();
        resolve();
      };
    });
  }
}
