/** `half_open`: one attempt decides whether it closes or opens again. */
export type BreakerState = 'closed' | 'open' | 'half_open';

/** Spares a receiver that is down, and ourselves the waiting. */
export class CircuitBreaker {
  readonly #maxFailures: number;
  readonly #coolDownMs: number;
  readonly #now: () => number;
  #failures = 0;
  #openedAtMs: number | undefined;

  /**
   * @param maxFailures So many failures in a row open it.
   * @param coolDownMs How long it stays open before one attempt is made.
   */
  constructor(maxFailures: number, coolDownMs: number, now: () => number) {
    this.#maxFailures = maxFailures;
    this.#coolDownMs = coolDownMs;
    this.#now = now;
  }

  get state(): BreakerState {
    if (this.#openedAtMs === undefined) return 'closed';
    return this.#now() - this.#openedAtMs < this.#coolDownMs ? 'open' : 'half_open';
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openedAtMs = undefined;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures >= this.#maxFailures) this.#openedAtMs = this.#now();
  }
}
