import { diag } from '@opentelemetry/api';

/** Logs the first failure of an episode; the episode ends when the same thing succeeds again. */
export class EpisodeLog {
  readonly #failing = new Set<string>();

  /** @param what - what could not be done, in words; also the name of the episode. */
  failed(what: string, error: unknown): void {
    if (this.#failing.has(what)) return;
    this.#failing.add(what);
    diag.error(`agent-attribution: ${what}`, error instanceof Error ? error.message : String(error));
  }

  succeeded(what: string): void {
    if (this.#failing.size > 0) this.#failing.delete(what);
  }
}
