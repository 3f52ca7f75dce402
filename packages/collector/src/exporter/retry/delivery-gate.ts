import type { Scheduler } from '../scheduler.js';

/** `closed`: batches flow; `open`: nothing is sent; `half_open`: one batch is sent to see whether the destination is back. */
export type CircuitState = 'closed' | 'open' | 'half_open';

export interface RetryOptions {
  /** The first wait is between 0 and this, ms. Default 1,000. */
  readonly initialMs: number;
  /** The bound of a wait doubles with each failure, up to this, ms. Default 30,000. */
  readonly maxMs: number;
  /** A batch that is older is dropped, ms. Default 0: never. */
  readonly maxElapsedMs: number;
}

export interface CircuitOptions {
  /** So many failures in a row open the circuit. Default 5. */
  readonly failures: number;
  /** How long it stays open before a probe, ms. Default 30,000. */
  readonly openMs: number;
}

/**
 * Knows when a destination may be sent to: exponential backoff with full jitter (Brooker, "Exponential Backoff And
 * Jitter"), never sooner than the destination asked for, and a circuit that opens after several failures.
 */
export class DeliveryGate {
  readonly #retry: RetryOptions;
  readonly #circuit: CircuitOptions;
  readonly #scheduler: Scheduler;
  #failures = 0;
  #notBeforeMs = 0;

  constructor(retry: RetryOptions, circuit: CircuitOptions, scheduler: Scheduler) {
    this.#retry = retry;
    this.#circuit = circuit;
    this.#scheduler = scheduler;
  }

  get state(): CircuitState {
    if (this.#failures < this.#circuit.failures) return 'closed';
    return this.waitMs > 0 ? 'open' : 'half_open';
  }

  /** Whether the last thing that was sent failed. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** How long nothing should be sent, ms. */
  get waitMs(): number {
    return Math.max(0, this.#notBeforeMs - this.#scheduler.now());
  }

  succeeded(): void {
    this.#failures = 0;
    this.#notBeforeMs = 0;
  }

  /** @param retryAfterMs what the destination asked for. */
  failed(retryAfterMs: number): void {
    const bound = Math.min(this.#retry.maxMs, this.#retry.initialMs * 2 ** this.#failures);
    this.#failures += 1;
    const openMs = this.#failures >= this.#circuit.failures ? this.#circuit.openMs : 0;
    const delayMs = Math.max(this.#scheduler.random() * bound, openMs, retryAfterMs);
    this.#notBeforeMs = Math.max(this.#notBeforeMs, this.#scheduler.now() + delayMs);
  }
}
