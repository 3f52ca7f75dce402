import { ROOT_CONTEXT, context, createContextKey } from '@opentelemetry/api';
import { FailureLog } from '../../best-effort.js';
import type { Schedule } from '../../schedule.js';
import { unrefTimer } from '../../schedule.js';
import type { ExperienceRecord } from '../attribution-chain.js';
import type { BreakerState } from './circuit-breaker.js';
import { CircuitBreaker } from './circuit-breaker.js';
import type { ExperienceSink } from './experience-sink.js';
import { RecordQueue } from './record-queue.js';

export interface HttpExperienceSinkOptions {
  /** Gets `{"experiences": [...]}` by POST. Redirections are not followed. */
  readonly url: string;
  /** Sent with every request: an `authorization` header, for example. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether records may leave now. Asked for every record, and again before every request: when it says no, what is
   * queued is forgotten. Default: they may.
   */
  readonly consent?: (() => boolean) | undefined;
  /** Records in a request; as soon as there are that many, they are sent. Default 50. */
  readonly batchSize?: number | undefined;
  /** How long a record waits for others at most, in ms. Default 5 s. */
  readonly flushIntervalMs?: number | undefined;
  /** Records that wait at most; beyond that the oldest are dropped. Default 10,000. */
  readonly maxQueuedRecords?: number | undefined;
  /** Characters of them at most, likewise. Default 16 Mi. */
  readonly maxQueuedChars?: number | undefined;
  /** How long a request may take, in ms. Default 15 s. */
  readonly timeoutMs?: number | undefined;
  /** Failures in a row after which the receiver is left alone. Default 5. */
  readonly maxFailures?: number | undefined;
  /** For how long, in ms. Default 60 s. */
  readonly coolDownMs?: number | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Default: a timer that does not keep the process alive. */
  readonly schedule?: Schedule | undefined;
}

export interface HttpSinkStats {
  /** Records that were queued. */
  readonly totalRecorded: number;
  /** Records that the receiver has accepted. */
  readonly totalFlushed: number;
  /** Oldest records that made room for newer ones. */
  readonly droppedFull: number;
  /** Records without consent. */
  readonly droppedConsent: number;
  /** Records that the receiver refused for good. */
  readonly droppedRejected: number;
  readonly failedRequests: number;
  readonly queued: number;
  readonly breaker: BreakerState;
}

/** A request of ours must not become a span in the trace of the agent that happens to be running. */
const SUPPRESS_TRACING = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
const UNTRACED = ROOT_CONTEXT.setValue(SUPPRESS_TRACING, true);

/** Status codes below 500 that a later attempt may get past. */
const RETRYABLE_STATUS: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Sends records to a server in batches: when enough are there, and when they have waited long enough. What fails is
 * tried again with the next batch; a receiver that keeps failing is left alone for a while. Nothing of that reaches the
 * agent.
 *
 * @example
 * const sink = new HttpExperienceSink({ url: 'https://learn.example/v1/experiences', consent: () => settings.share });
 * addExperienceSink(sink);
 * // before the process ends:
 * await sink.shutdown();
 */
export class HttpExperienceSink implements ExperienceSink {
  readonly #options: HttpExperienceSinkOptions;
  readonly #batchSize: number;
  readonly #flushIntervalMs: number;
  readonly #timeoutMs: number;
  readonly #schedule: Schedule;
  readonly #queue: RecordQueue;
  readonly #breaker: CircuitBreaker;
  readonly #log = new FailureLog('experiences could not be delivered');
  readonly #counts = {
    totalRecorded: 0,
    totalFlushed: 0,
    droppedConsent: 0,
    droppedRejected: 0,
    failedRequests: 0,
  };
  #cancelTimer: (() => void) | undefined;
  #flushing: Promise<void> | undefined;
  #isShutDown = false;

  constructor(options: HttpExperienceSinkOptions) {
    this.#options = options;
    this.#batchSize = options.batchSize ?? 50;
    this.#flushIntervalMs = options.flushIntervalMs ?? 5_000;
    this.#timeoutMs = options.timeoutMs ?? 15_000;
    this.#schedule = options.schedule ?? unrefTimer;
    this.#queue = new RecordQueue(
      options.maxQueuedRecords ?? 10_000,
      options.maxQueuedChars ?? 16 * 1024 * 1024,
    );
    this.#breaker = new CircuitBreaker(
      options.maxFailures ?? 5,
      options.coolDownMs ?? 60_000,
      options.now ?? Date.now,
    );
  }

  submit(record: ExperienceRecord): void {
    if (this.#isShutDown) return;
    if (!this.#hasConsent()) {
      this.#counts.droppedConsent += 1;
      return;
    }
    this.#queue.push(JSON.stringify(record));
    this.#counts.totalRecorded += 1;
    if (this.#queue.length >= this.#batchSize) void this.flush();
    else this.#scheduleFlush();
  }

  /** Sends what is queued, batch by batch, until all is sent or a batch fails. Never rejects. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = undefined;
      this.#scheduleFlush();
    });
    return this.#flushing;
  }

  /** Sends what is queued, and takes nothing more. */
  async shutdown(): Promise<void> {
    this.#isShutDown = true;
    // The flush that runs may have taken its last batch already.
    await this.#flushing;
    await this.flush();
    this.#cancelTimer?.();
  }

  getStats(): HttpSinkStats {
    return {
      ...this.#counts,
      droppedFull: this.#queue.dropped,
      queued: this.#queue.length,
      breaker: this.#breaker.state,
    };
  }

  async #flushAll(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    while (this.#queue.length > 0 && this.#breaker.state !== 'open') {
      if (!this.#hasConsent()) {
        this.#counts.droppedConsent += this.#queue.clear();
        return;
      }
      if (!(await this.#sendBatch())) return;
    }
  }

  /** False when the batch is queued again, to be sent later. */
  async #sendBatch(): Promise<boolean> {
    const batch = this.#queue.take(this.#batchSize);
    const status = await this.#post(`{"experiences":[${batch.join(',')}]}`);
    if (status !== undefined && status >= 200 && status < 300) {
      this.#breaker.succeeded();
      this.#log.succeeded();
      this.#counts.totalFlushed += batch.length;
      return true;
    }
    this.#breaker.failed();
    this.#counts.failedRequests += 1;
    if (status !== undefined) this.#log.failed(`the receiver answered ${status}`);
    const isRejected = status !== undefined && status >= 400 && status < 500 && !RETRYABLE_STATUS.has(status);
    if (isRejected) this.#counts.droppedRejected += batch.length;
    else this.#queue.putBack(batch);
    return isRejected;
  }

  /** The status of the answer; undefined when there was none. */
  async #post(body: string): Promise<number | undefined> {
    const send = this.#options.fetch ?? globalThis.fetch;
    try {
      const response = await context.with(UNTRACED, () =>
        send(this.#options.url, {
          method: 'POST',
          headers: { ...this.#options.headers, 'content-type': 'application/json' },
          body,
          redirect: 'manual',
          signal: AbortSignal.timeout(this.#timeoutMs),
        }),
      );
      await response.body?.cancel();
      return response.status;
    } catch (error) {
      this.#log.failed(error);
      return undefined;
    }
  }

  /** Whoever cannot say yes has not said yes. */
  #hasConsent(): boolean {
    try {
      return this.#options.consent?.() ?? true;
    } catch {
      return false;
    }
  }

  #scheduleFlush(): void {
    if (this.#isShutDown || this.#cancelTimer !== undefined || this.#queue.length === 0) return;
    this.#cancelTimer = this.#schedule(() => {
      this.#cancelTimer = undefined;
      void this.flush();
    }, this.#flushIntervalMs);
  }
}
