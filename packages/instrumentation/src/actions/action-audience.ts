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
  readonly #sinks: Set<ExperienceSink>;
  readonly #listeners = new Set<ActionCompletedListener>();
  readonly #sinkLog = new FailureLog('a sink refused an action');
  readonly #listenerLog = new FailureLog('a listener of completed actions failed');
  readonly #counts = { totalSubmitted: 0, sinkFailures: 0 };

  constructor(sinks: readonly ExperienceSink[] = []) {
    this.#sinks = new Set(sinks);
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
    this.#listeners.add(subscription);
    return () => void this.#listeners.delete(subscription);
  }

  addSink(sink: ExperienceSink): () => void {
    this.#sinks.add(sink);
    return () => void this.#sinks.delete(sink);
  }

  tell(action: CompletedAction, score: ActionScore): void {
    this.#tellListeners(action, score);
    if (!isIdle(action)) this.#submit(action, score);
  }

  #tellListeners(action: CompletedAction, score: ActionScore): void {
    if (this.#listeners.size === 0) return;
    const event = completedEventOf(action, score);
    for (const listener of this.#listeners) {
      bestEffort(
        () => listener(event),
        (error) => this.#listenerLog.failed(error),
      );
    }
  }

  #submit(action: CompletedAction, score: ActionScore): void {
    if (this.#sinks.size === 0) return;
    const record = experienceOf(action, score);
    this.#counts.totalSubmitted += 1;
    for (const sink of this.#sinks) {
      bestEffort(
        () => sink.submit(record),
        (error) => {
          this.#counts.sinkFailures += 1;
          this.#sinkLog.failed(error);
        },
      );
    }
  }
}
