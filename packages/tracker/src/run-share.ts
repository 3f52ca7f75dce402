import type { ContributionRow } from './run-record.js';

/** What one agent did in one run, all its subtasks together. */
export interface RunShare {
  readonly agent: string;
  /** All its subtasks succeeded. */
  readonly succeeded: boolean;
  readonly isRootCause: boolean;
  /** Mean over its subtasks. */
  readonly contributionScore: number;
  readonly blameShare: number;
  readonly creditShare: number;
  readonly tokens: number;
  /** Null when no subtask told its cost. */
  readonly costUsd: number | null;
  readonly durationMs: number;
  readonly errors: number;
}

/** One share per agent: an agent with several subtasks in a run did one task there. */
export function runShares(contributions: readonly ContributionRow[]): readonly RunShare[] {
  const byAgent = group(contributions);
  return Array.from(byAgent, ([agent, rows]): RunShare => {
    const sum = (of: (row: ContributionRow) => number): number =>
      rows.reduce((total, row) => total + of(row), 0);
    const costs = rows.flatMap(({ costUsd }) => costUsd ?? []);
    return {
      agent,
      succeeded: rows.every(({ outcome }) => outcome === 'success'),
      isRootCause: rows.some(({ isRootCause }) => isRootCause),
      contributionScore: sum(({ contributionScore }) => contributionScore) / rows.length,
      blameShare: sum(({ blameShare }) => blameShare),
      creditShare: sum(({ creditShare }) => creditShare),
      tokens: Math.round(sum(({ tokens }) => tokens)),
      costUsd: costs.length === 0 ? null : costs.reduce((total, cost) => total + cost, 0),
      durationMs: sum(({ durationMs }) => durationMs),
      errors: sum(({ errors }) => errors),
    };
  });
}

function group(rows: readonly ContributionRow[]): ReadonlyMap<string, readonly ContributionRow[]> {
  const byAgent = new Map<string, ContributionRow[]>();
  for (const row of rows) {
    const known = byAgent.get(row.agentName);
    if (known === undefined) byAgent.set(row.agentName, [row]);
    else known.push(row);
  }
  return byAgent;
}
