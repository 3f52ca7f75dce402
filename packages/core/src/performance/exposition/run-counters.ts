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

/** What is counted of a run that was judged. */
export interface CountedRun {
  readonly outcome: string;
  /** Of the root cause; null when there is none. */
  readonly failureCategory: string | null;
  /** One per agent and subtask. */
  readonly contributions: readonly {
    readonly agentName: string;
    readonly outcome: string;
    readonly blameShare: number;
    readonly creditShare: number;
    readonly tokens: number;
    readonly errors: number;
    readonly durationMs: number;
  }[];
}

/** Counters since the process began, for a scraper. Grow only; a run that is judged again is counted once. */
export class RunCounters {
  readonly runs: Map<string, number> = new Map();
  readonly failures: Map<string, number> = new Map();
  readonly agents: Map<string, AgentCounters> = new Map();

  add({ outcome, failureCategory, contributions }: CountedRun): void {
    increase(this.runs, outcome);
    if (failureCategory !== null) increase(this.failures, failureCategory);
    for (const contribution of contributions) {
      const counters = this.#countersOf(contribution.agentName);
      counters.runs += 1;
      counters.failures += contribution.outcome === 'failure' ? 1 : 0;
      counters.blame += contribution.blameShare;
      counters.credit += contribution.creditShare;
      counters.tokens += contribution.tokens;
      counters.errors += contribution.errors;
      counters.durationMs += contribution.durationMs;
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
