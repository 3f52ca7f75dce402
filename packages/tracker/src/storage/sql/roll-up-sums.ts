import type { AgentPeriod, PeriodChange } from '../../performance/agent-period.js';
import { periodsOf } from '../../performance/agent-period.js';
import type { Settlement } from './settle-run.js';

/** What a transaction adds to the roll-ups; each is written once, at its end. */
export class RollUpSums {
  readonly #changes: PeriodChange[] = [];
  readonly #totals = new Map<string, number>();

  add({ changes, totals }: Pick<Settlement, 'changes' | 'totals'>): void {
    for (const change of changes) this.#changes.push(change);
    for (const [name, amount] of Object.entries(totals))
      this.#totals.set(name, (this.#totals.get(name) ?? 0) + amount);
  }

  get periods(): readonly AgentPeriod[] {
    return periodsOf(this.#changes);
  }

  get totals(): ReadonlyMap<string, number> {
    return this.#totals;
  }
}
