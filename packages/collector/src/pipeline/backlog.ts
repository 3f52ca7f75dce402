import { OtlpBusyError } from '../receiver/otlp-busy-error.js';

/**
 * Spans that are due but have not been handed on yet. When there are too many, whoever brings more waits: otherwise
 * requests would be taken faster than traces leave, and their bodies would go to the disk and back for nothing.
 */
export class Backlog {
  readonly #maxSpans: number;
  readonly #maxWaitMs: number;
  readonly #waiting = new Set<() => void>();
  #spans = 0;

  /** @param limits.maxWaitMs - after it whoever waits is told to come back: senders give up a request after 10 s */
  constructor(limits: { readonly maxSpans: number; readonly maxWaitMs: number }) {
    this.#maxSpans = limits.maxSpans;
    this.#maxWaitMs = limits.maxWaitMs;
  }

  get spans(): number {
    return this.#spans;
  }

  get hasRoom(): boolean {
    return this.#spans < this.#maxSpans;
  }

  add(spans: number): void {
    this.#spans += spans;
  }

  remove(spans: number): void {
    this.#spans -= spans;
    if (this.hasRoom) for (const go of this.#waiting) go();
  }

  /** @throws OtlpBusyError when there is no room in time */
  room(): Promise<void> {
    if (this.hasRoom) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const go = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(go);
        reject(new OtlpBusyError());
      }, this.#maxWaitMs);
      this.#waiting.add(go);
    });
  }
}
