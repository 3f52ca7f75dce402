import { taskFlags } from '@agent-attribution/core';
import type { TaskState } from '../storage/analytics-store.js';
import type { PageRequest, RunCursor, StoredRunSummary, TrackerStore } from '../storage/tracker-store.js';
import { effectiveTaskStatus } from '../task-status.js';
import { isoTime } from './views.js';

/** A task that waits for a person, as a list shows it. */
export interface WaitingTask {
  readonly id: string;
  readonly status: string;
  readonly title: string;
  readonly summary: string;
  readonly outcome: string;
  readonly goalId: string | null;
  /** Its newest run. */
  readonly traceId: string;
  readonly updatedAt: string;
}

/** Runs that are looked through for one page; it ends there, though it may be short, and another follows. */
const RUNS_PER_PAGE = 200;

/** Tasks whose newest run, or what was decided after it, leaves them to a person; those with the newest run first. */
export async function waitingTasks(
  store: TrackerStore,
  page: PageRequest,
): Promise<{ readonly tasks: readonly WaitingTask[]; readonly next: RunCursor | undefined }> {
  const { runs, next } = await store.listRuns({}, { ...page, limit: RUNS_PER_PAGE });
  const [states, newest] = await Promise.all([
    store.taskStates(runs.map((run) => run.taskId ?? run.traceId)),
    store.newestRunsOfTasks(runs.flatMap(({ taskId }) => taskId ?? [])),
  ]);
  const found = runs.map((run) => waitingTask(run, states, newest));
  const tasks: WaitingTask[] = [];
  for (const [index, task] of found.entries()) {
    if (task !== undefined) tasks.push(task);
    const last = runs[index];
    if (tasks.length === page.limit && last !== undefined && (next !== undefined || index < runs.length - 1))
      return { tasks, next: { startedAt: last.startedAt, traceId: last.traceId } };
  }
  return { tasks, next };
}

function waitingTask(
  run: StoredRunSummary,
  states: ReadonlyMap<string, TaskState>,
  newest: ReadonlyMap<string, string>,
): WaitingTask | undefined {
  const id = run.taskId ?? run.traceId;
  const status = effectiveTaskStatus(run, states.get(id));
  if (!taskFlags(status).requiresUserAction) return undefined;
  // An earlier attempt says nothing any more.
  if (run.taskId !== null && newest.get(run.taskId) !== run.traceId) return undefined;
  return {
    id,
    status,
    title: run.name,
    summary: run.summary,
    outcome: run.outcome,
    goalId: run.goalId,
    traceId: run.traceId,
    updatedAt: isoTime(run.updatedAt),
  };
}
