import type { AgentPeriod, PeriodChange } from '../performance/agent-period.js';
import {
  executionChange,
  HOURS_PER_DAY,
  periodsOf,
  rolledUp,
  shareChange,
} from '../performance/agent-period.js';
import { toContributionRows } from '../run-rows.js';
import { runShares } from '../run-share.js';
import type { TrackerStore } from '../storage/tracker-store.js';

type Readable = Pick<TrackerStore, 'listRuns' | 'getRun' | 'executionsOf'>;

/** What the roll-ups of a store have to say, counted from its runs and executions: hours to the first day, then days. */
export async function recount(store: Readable, from: number): Promise<readonly AgentPeriod[]> {
  const changes: PeriodChange[] = [];
  for (let page = await store.listRuns({}, { limit: 200 }); ;) {
    for (const { traceId } of page.runs) {
      const [run, executions] = await Promise.all([store.getRun(traceId), store.executionsOf(traceId)]);
      if (run === undefined) continue;
      for (const share of runShares(toContributionRows(run.report)))
        changes.push(shareChange(share, run.startedAt, 1));
      for (const row of executions) changes.push(executionChange(rolledUp(row), 1));
    }
    if (page.next === undefined) break;
    page = await store.listRuns({}, { limit: 200, after: page.next });
  }
  const firstHour = Math.floor(from / 3_600_000_000);
  const firstDay = Math.ceil(firstHour / HOURS_PER_DAY) * HOURS_PER_DAY;
  return periodsOf(changes)
    .filter(({ hours, start }) => (hours === 1 ? start >= firstHour && start < firstDay : start >= firstDay))
    .toSorted((a, b) => (a.agent === b.agent ? a.start - b.start : a.agent < b.agent ? -1 : 1));
}
