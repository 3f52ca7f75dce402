import type { WebhookAnswer } from './send-webhook.js';
import type { WebhookClock } from './webhook-clock.js';

/** How often and when an event is tried again. */
export interface WebhookRetry {
  /** Default 8, the first one included. */
  readonly maxAttempts: number;
  /** The first wait, up to; each failure doubles it. Default 5,000. */
  readonly initialMs: number;
  /** No wait is longer, unless the receiver asks for it. Default 300,000. */
  readonly maxMs: number;
}

/** `full`: made room for a newer one; `gave_up`: no attempt was left; `gone`: answered 410; `shutdown`: not sent in time. */
export type WebhookDropReason = 'full' | 'gave_up' | 'gone' | 'shutdown';

export interface WebhookCounters {
  delivered: number;
  /** Attempts that failed; most are tried again. */
  failedAttempts: number;
  readonly dropped: Record<WebhookDropReason, number>;
}

export interface WebhookQueueOptions<E> {
  /** One attempt. Rejects when there is no answer. */
  readonly send: (event: E) => Promise<WebhookAnswer>;
  readonly clock: WebhookClock;
  readonly retry: WebhookRetry;
  /** Events that wait or are under way, at most. */
  readonly maxEvents: number;
  /** Attempts at the same time, at most. */
  readonly concurrency: number;
  /** Told once when deliveries start to fail, and once when they work again. */
  readonly onEpisode: (line: string) => void;
}

interface Waiting<E> {
  readonly event: E;
  readonly attempt: number;
  readonly dueAtMs: number;
}

/** Longer than a receiver may ask us to wait. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/** The events for one receiver. One that fails waits for its next attempt, and the others go past it. */
export class WebhookQueue<E> {
  readonly counters: WebhookCounters = {
    delivered: 0,
    failedAttempts: 0,
    dropped: { full: 0, gave_up: 0, gone: 0, shutdown: 0 },
  };
  readonly #options: WebhookQueueOptions<E>;
  #waiting: Waiting<E>[] = [];
  #active = 0;
  #isFailing = false;
  #isGone = false;
  #isClosing = false;
  #cancelTimer: (() => void) | undefined;
  #onIdle: (() => void) | undefined;

  constructor(options: WebhookQueueOptions<E>) {
    this.#options = options;
  }

  /** Takes an event; never waits and never throws. */
  push(event: E): void {
    if (this.#isGone) return this.#drop('gone');
    if (this.#isClosing) return this.#drop('shutdown');
    this.#add({ event, attempt: 1, dueAtMs: this.#options.clock.now() });
    this.#pump();
  }

  /** Sends what is due, tries nothing again, and drops what is not delivered after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.#isClosing = true;
    const retries = this.#waiting.filter(({ attempt }) => attempt > 1).length;
    this.#drop('shutdown', retries);
    this.#waiting = this.#waiting.filter(({ attempt }) => attempt === 1);
    this.#pump();
    if (this.#active > 0) {
      await new Promise<void>((resolve) => {
        const callOff = this.#options.clock.after(graceMs, resolve);
        this.#onIdle = () => {
          callOff();
          resolve();
        };
      });
    }
    this.#drop('shutdown', this.#waiting.length);
    this.#waiting = [];
    this.#cancelTimer?.();
  }

  #add(entry: Waiting<E>): void {
    if (this.#waiting.length + this.#active >= this.#options.maxEvents) {
      this.#drop('full');
      // Everything is under way: there is none that could make room but this one.
      if (this.#waiting.shift() === undefined) return;
    }
    this.#waiting.push(entry);
  }

  #pump(): void {
    const nowMs = this.#options.clock.now();
    while (this.#active < this.#options.concurrency) {
      const index = this.#waiting.findIndex(({ dueAtMs }) => dueAtMs <= nowMs);
      const [entry] = index < 0 ? [] : this.#waiting.splice(index, 1);
      if (entry === undefined) break;
      this.#active += 1;
      void this.#deliver(entry);
    }
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#active === 0 && this.#waiting.length === 0) this.#onIdle?.();
    // While all lanes are taken, the next one to become free looks again.
    if (this.#waiting.length === 0 || this.#active >= this.#options.concurrency) return;
    const dueAtMs = this.#waiting.reduce((earliest, one) => Math.min(earliest, one.dueAtMs), Infinity);
    this.#cancelTimer = this.#options.clock.after(Math.max(0, dueAtMs - nowMs), () => this.#pump());
  }

  async #deliver(entry: Waiting<E>): Promise<void> {
    const answer = await this.#attempt(entry.event);
    this.#active -= 1;
    if (typeof answer === 'string') this.#failed(entry, answer);
    else if (answer.status >= 200 && answer.status < 300) this.#delivered();
    else if (answer.status === 410) this.#gone();
    else this.#failed(entry, `answered ${answer.status}`, answer.retryAfterMs);
    this.#pump();
  }

  /** @returns what went wrong, when there is no answer. */
  async #attempt(event: E): Promise<WebhookAnswer | string> {
    try {
      return await this.#options.send(event);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #delivered(): void {
    this.counters.delivered += 1;
    if (this.#isFailing) this.#options.onEpisode('works again');
    this.#isFailing = false;
  }

  #failed(entry: Waiting<E>, reason: string, retryAfterMs = 0): void {
    this.counters.failedAttempts += 1;
    if (!this.#isFailing) this.#options.onEpisode(`fails (${reason}); events are tried again`);
    this.#isFailing = true;
    const { clock, retry } = this.#options;
    if (this.#isClosing) return this.#drop('shutdown');
    if (this.#isGone) return this.#drop('gone');
    if (entry.attempt >= retry.maxAttempts) return this.#drop('gave_up');
    const bound = Math.min(retry.maxMs, retry.initialMs * 2 ** (entry.attempt - 1));
    // Half of the wait is certain, so that the attempts span minutes; half is chance, so that they spread.
    const waitMs = Math.max(
      bound / 2 + (clock.random() * bound) / 2,
      Math.min(retryAfterMs, MAX_RETRY_AFTER_MS),
    );
    this.#add({ event: entry.event, attempt: entry.attempt + 1, dueAtMs: clock.now() + waitMs });
  }

  /** The receiver wants no more: Standard Webhooks lets it say so. */
  #gone(): void {
    if (!this.#isGone) this.#options.onEpisode('answered 410; nothing more is sent there');
    this.#isGone = true;
    this.#drop('gone', 1 + this.#waiting.length);
    this.#waiting = [];
  }

  #drop(reason: WebhookDropReason, count = 1): void {
    this.counters.dropped[reason] += count;
  }
}
