/** How much one client may ask for. */
export interface RateLimit {
  /** Requests that are given back every second, up to `burst`. */
  readonly requestsPerSecond: number;
  /** Requests at once, after a rest. At least 1. */
  readonly burst: number;
  /** Clients remembered; the one not seen for longest is forgotten, and starts afresh. Default 10,000. */
  readonly maxClients?: number;
}

export interface Allowance {
  readonly isAllowed: boolean;
  /** Whole requests left. */
  readonly remaining: number;
  /** Until the next request would be let in; 0 when it is now. */
  readonly waitMs: number;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

const DEFAULT_MAX_CLIENTS = 10_000;

/** A token bucket for each client, in bounded memory: clients are kept in the order in which they were last seen. */
export class TokenBuckets {
  readonly #limit: RateLimit;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  get clients(): number {
    return this.#buckets.size;
  }

  take(client: string, nowMs: number): Allowance {
    const { requestsPerSecond, burst, maxClients = DEFAULT_MAX_CLIENTS } = this.#limit;
    const known = this.#buckets.get(client);
    const bucket = known ?? { tokens: burst, filledAtMs: nowMs };
    // A clock that was set back gives nothing and takes nothing.
    const elapsedMs = Math.max(0, nowMs - bucket.filledAtMs);
    bucket.tokens = Math.min(burst, bucket.tokens + (elapsedMs / 1000) * requestsPerSecond);
    bucket.filledAtMs = nowMs;
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size > maxClients) this.#forgetOldest();
    const isAllowed = bucket.tokens >= 1;
    if (isAllowed) bucket.tokens -= 1;
    return {
      isAllowed,
      remaining: Math.floor(bucket.tokens),
      waitMs: Math.max(0, Math.ceil(((1 - bucket.tokens) / requestsPerSecond) * 1000)),
    };
  }

  #forgetOldest(): void {
    for (const oldest of this.#buckets.keys()) {
      this.#buckets.delete(oldest);
      return;
    }
  }
}
