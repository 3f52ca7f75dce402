import type { RunRecord } from '../run-record.js';

/** Agents that are counted by name; further ones are counted together. */
const MAX_AGENTS = 200;
const OTHER_AGENTS = 'other';

export interface AgentCounters {
  runs: number;
  failures: number;
  blame: number;
  credit: number;
  tokens: number;
  errors: number;
  durationMs: number;
}

/** Counters since the process began, for a scraper. Grow only; a run that is judged again is counted once. */
export class RunCounters {
  readonly runs: Map<string, number> = new Map();
  readonly failures: Map<string, number> = new Map();
  readonly agents: Map<string, AgentCounters> = new Map();

  add({ trace, contributions }: Pick<RunRecord, 'trace' | 'contributions'>): void {
    increase(this.runs, trace.outcome);
    if (trace.rootCauseCategory !== null) increase(this.failures, trace.rootCauseCategory);
    for (const row of contributions) {
      const counters = this.#countersOf(row.agentName);
      counters.runs += 1;
      counters.failures += row.outcome === 'failure' ? 1 : 0;
      counters.blame += row.blameShare;
      counters.credit += row.creditShare;
      counters.tokens += row.tokens;
      counters.errors += row.errors;
      counters.durationMs += row.durationMs;
    }
  }

  #countersOf(agent: string): AgentCounters {
    const name = this.agents.has(agent) || this.agents.size < MAX_AGENTS ? agent : OTHER_AGENTS;
    const known = this.agents.get(name);
    if (known !== undefined) return known;
    const fresh = { runs: 0, failures: 0, blame: 0, credit: 0, tokens: 0, errors: 0, durationMs: 0 };
    this.agents.set(name, fresh);
    return fresh;
  }
}

const increase = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);
