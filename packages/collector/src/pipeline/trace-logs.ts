import type { LogView } from '@agent-attribution/core';

/** Slots of the log records' requests that wait for the trace they belong to. */
interface WaitingLogs {
  readonly slots: number[];
  firstSeenMs: number;
}

/**
 * Which held requests have log records of which trace. What belongs to a trace that never comes, or has gone, is let go
 * after a while, and the oldest when there are too many.
 */
export class TraceLogs {
  readonly #byTrace = new Map<string, WaitingLogs>();
  readonly #maxTraces: number;
  readonly #maxAgeMs: number;
  readonly #letGo: (slots: readonly number[]) => void;

  constructor(limits: { maxTraces: number; maxAgeMs: number }, letGo: (slots: readonly number[]) => void) {
    this.#maxTraces = limits.maxTraces;
    this.#maxAgeMs = limits.maxAgeMs;
    this.#letGo = letGo;
  }

  get isEmpty(): boolean {
    return this.#byTrace.size === 0;
  }

  add(traceId: string, slot: number, nowMs: number): void {
    const waiting = this.#byTrace.get(traceId);
    if (waiting === undefined) this.#byTrace.set(traceId, { slots: [slot], firstSeenMs: nowMs });
    else waiting.slots.push(slot);
    if (this.#byTrace.size > this.#maxTraces) this.#dropOldest();
  }

  /** Hands the slots of a trace over; whoever takes them lets them go. */
  take(traceId: string): readonly number[] {
    const slots = this.#byTrace.get(traceId)?.slots ?? [];
    this.#byTrace.delete(traceId);
    return slots;
  }

  expire(nowMs: number): void {
    for (const { firstSeenMs } of this.#byTrace.values()) {
      if (firstSeenMs + this.#maxAgeMs > nowMs) return;
      this.#dropOldest();
    }
  }

  clear(): void {
    while (this.#byTrace.size > 0) this.#dropOldest();
  }

  #dropOldest(): void {
    const [oldest] = this.#byTrace.keys();
    if (oldest !== undefined) this.#letGo(this.take(oldest));
  }
}

/** Traces that some of the records may be content for; the engine looks at their names again. */
export function tracesWithContent(records: readonly LogView[]): ReadonlySet<string> {
  return new Set(records.filter(isContent).map(({ traceId }) => traceId));
}

const isContent = ({ traceId, spanId, eventName, attributes }: LogView): boolean =>
  traceId !== '' &&
  spanId !== '' &&
  (eventName !== undefined || typeof attributes['event.name'] === 'string');
