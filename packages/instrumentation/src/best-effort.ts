import { diag } from '@opentelemetry/api';
import { errorMessageOf } from './error-type.js';

/** Calls what must never fail the work, nor be waited for. Whether it threw or rejected is told to `log`. */
export const bestEffort = (call: () => unknown, log: Pick<FailureLog, 'failed' | 'succeeded'>): void => {
  try {
    const result = call();
    if (result instanceof Promise) {
      result.then(
        () => log.succeeded(),
        (error: unknown) => log.failed(error),
      );
    } else {
      log.succeeded();
    }
  } catch (error) {
    log.failed(error);
  }
};

/** Logs the first failure of an episode; the next one after a success begins a new episode. */
export class FailureLog {
  readonly #what: string;
  #isFailing = false;

  constructor(what: string) {
    this.#what = what;
  }

  failed(error: unknown): void {
    if (!this.#isFailing) diag.warn(`agent-attribution: ${this.#what}`, errorMessageOf(error));
    this.#isFailing = true;
  }

  succeeded(): void {
    this.#isFailing = false;
  }
}
