import { OtlpBusyError } from '../receiver/otlp-busy-error.js';

interface Waiting {
  readonly spans: number;
  readonly go: () => void;
}

export interface BacklogLimits {
  readonly maxSpans: number;
  /** After it whoever waits is told to come back: senders give up a request after 10 s. */
  readonly maxWaitMs: number;
  /** Whether memory is short, so that nobody is let in beyond what leaves. Default: never. */
  readonly isTight?: () => boolean;
}

/**
 * Spans that are due but have not been handed on yet. When there are too many, or memory is short, whoever brings more
 * waits: otherwise requests would be taken faster than traces leave, and their bodies would go to the disk and back for
 * nothing. Who waits goes in the order of arrival, and no more than leave: what is let in is due only some seconds later, so
 * that letting all go at once would take in far too much.
 */
export class Backlog {
  readonly #maxSpans: number;
  readonly #maxWaitMs: number;
  readonly #isTight: () => boolean;
  readonly #waiting = new Set<Waiting>();
  #spans = 0;
  /** Spans that may be let in, since so many have left. */
  #credit = 0;

  constructor({ maxSpans, maxWaitMs, isTight = () => false }: BacklogLimits) {
    this.#maxSpans = maxSpans;
    this.#maxWaitMs = maxWaitMs;
    this.#isTight = isTight;
  }

  get spans(): number {
    return this.#spans;
  }

  /** False as long as others wait. */
  get hasRoom(): boolean {
    return this.#waiting.size === 0 && this.#spans < this.#maxSpans && !this.#isTight();
  }

  add(spans: number): void {
    this.#spans += spans;
  }

  remove(spans: number): void {
    this.#spans -= spans;
    this.letIn(spans);
  }

  /**
   * Lets in whom there is room for. Below half of the limit more may come than leave, so that nobody waits for what has left
   * already.
   *
   * @param left - spans that have left
   */
  letIn(left = 0): void {
    if (this.#waiting.size === 0) {
      this.#credit = 0;
      return;
    }
    this.#credit += left;
    if (!this.#isTight()) {
      const room = this.#spans === 0 ? Number.POSITIVE_INFINITY : this.#maxSpans / 2 - this.#spans;
      this.#credit = Math.max(this.#credit, room);
    }
    for (const { spans, go } of this.#waiting) {
      if (this.#credit <= 0) return;
      this.#credit -= spans;
      go();
    }
    this.#credit = 0;
  }

  /** @throws OtlpBusyError when there is no room for so many spans in time */
  room(spans: number): Promise<void> {
    if (this.hasRoom) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
      };
      const timer = setTimeout(() => {
        end();
        reject(new OtlpBusyError());
      }, this.#maxWaitMs);
      const waiting = {
        spans,
        go: () => {
          end();
          resolve();
        },
      };
      this.#waiting.add(waiting);
    });
  }
}
