import { FailureLog, bestEffort } from '../best-effort.js';
import type { CompletedAction } from './action.js';
import { isIdle } from './action.js';
import type { ActionCompletedListener } from './action-completed.js';
import { completedEventOf } from './action-completed.js';
import type { ActionScore } from './action-score.js';
import { experienceOf } from './attribution-chain.js';
import type { ExperienceSink } from './sinks/experience-sink.js';

/** Those who want to know of actions that are over. What goes wrong with one of them touches nobody else. */
export class ActionAudience {
  /** Each with a log of its own: the success of one does not end the failure of another. */
  readonly #sinks = new Map<ExperienceSink, FailureLog>();
  readonly #listeners = new Map<ActionCompletedListener, FailureLog>();
  readonly #counts = { totalSubmitted: 0, sinkFailures: 0 };

  constructor(sinks: readonly ExperienceSink[] = []) {
    for (const sink of sinks) this.addSink(sink);
  }

  get isEmpty(): boolean {
    return this.#sinks.size === 0 && this.#listeners.size === 0;
  }

  get counts(): Readonly<{ totalSubmitted: number; sinkFailures: number }> {
    return this.#counts;
  }

  addListener(listener: ActionCompletedListener): () => void {
    // The same function may subscribe twice, and each of them may leave alone.
    const subscription: ActionCompletedListener = (event) => listener(event);
    this.#listeners.set(subscription, new FailureLog('a listener of completed actions failed'));
    return () => void this.#listeners.delete(subscription);
  }

  addSink(sink: ExperienceSink): () => void {
    this.#sinks.set(sink, new FailureLog('a sink refused an action'));
    return () => void this.#sinks.delete(sink);
  }

  tell(action: CompletedAction, score: ActionScore): void {
    this.#tellListeners(action, score);
    if (!isIdle(action)) this.#submit(action, score);
  }

  #tellListeners(action: CompletedAction, score: ActionScore): void {
    if (this.#listeners.size === 0) return;
    const event = completedEventOf(action, score);
    for (const [listener, log] of this.#listeners) bestEffort(() => listener(event), log);
  }

  #submit(action: CompletedAction, score: ActionScore): void {
    if (this.#sinks.size === 0) return;
    const record = experienceOf(action, score);
    this.#counts.totalSubmitted += 1;
    for (const [sink, log] of this.#sinks) {
      bestEffort(() => sink.submit(record), {
        failed: (error) => {
          this.#counts.sinkFailures += 1;
          log.failed(error);
        },
        succeeded: () => log.succeeded(),
      });
    }
  }
}
