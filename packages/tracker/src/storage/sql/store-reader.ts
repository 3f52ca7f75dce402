import { hourOf, dayOf } from '../../performance/agent-period.js';
import { ledgerOf } from '../../performance/ledger.js';
import type { AnalyticsStore } from '../analytics-store.js';
import type { StoreStats, TrackerStore } from '../tracker-store.js';
import * as analytics from './analytics-questions.js';
import * as executions from './execution-questions.js';
import type { Question } from './question.js';
import * as runs from './run-questions.js';

/** What a store answers, whatever the database. */
export type StoreReader = Pick<
  TrackerStore,
  'getRun' | 'getTask' | 'listRuns' | 'listAgents' | 'pastRevisions' | 'newestRunsOfTasks' | 'spansOf'
> &
  Omit<AnalyticsStore, 'saveInflections' | 'saveTaskEvent'> & {
    readonly counts: () => Promise<
      Pick<StoreStats, 'runs' | 'spans' | 'agents' | 'runsByOutcome' | 'newestRunAt'>
    >;
  };

export type Ask = <T>(question: Question<T>) => Promise<T>;

const OUTCOME = 'outcome:';

/** Answers from whoever asks a database. */
export function createStoreReader(ask: Ask, lookedAt: runs.LookedAt = runs.LOOKED_AT): StoreReader {
  return {
    getRun: (traceId) => ask(runs.runOf(traceId)),
    getTask: async (id) => (await ask(runs.newestRunOfTask(id))) ?? ask(runs.runOf(id)),
    async listRuns(filter, page) {
      const reach = runs.reachOfPage(filter, page, lookedAt);
      const until = reach === undefined ? undefined : await ask(reach);
      return ask(runs.pageOfRuns(filter, page, until));
    },
    async listAgents(window) {
      const sinceHour = dayOf(hourOf(window.from));
      const [periods, seen] = await Promise.all([
        ask(analytics.agentPeriods(window)),
        ask(runs.lastSeen({ ...window, sinceHour })),
      ]);
      return ledgerOf(periods, seen);
    },
    pastRevisions: (traceId) => ask(runs.pastRevisions(traceId)),
    newestRunsOfTasks: async (taskIds) =>
      taskIds.length === 0 ? new Map() : ask(runs.newestRunsOfTasks(taskIds)),
    spansOf: (traceId) => ask(runs.spansOf(traceId)),
    async counts() {
      const [totals, agents, newestRunAt] = await Promise.all([
        ask(runs.totals),
        ask(runs.agentCount),
        ask(runs.newestStart),
      ]);
      const outcomes = [...totals].filter(([name, value]) => name.startsWith(OUTCOME) && value > 0);
      return {
        runs: totals.get('runs') ?? 0,
        spans: totals.get('spans') ?? 0,
        agents,
        runsByOutcome: Object.fromEntries(
          outcomes
            .map(([name, value]) => [name.slice(OUTCOME.length), value] as const)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
        newestRunAt,
      };
    },
    getExecution: (id) => ask(executions.executionOf(id)),
    listExecutions: (filter, page) => ask(executions.pageOfExecutions(filter, page)),
    executionsOf: (traceId) => ask(executions.executionsOfTrace(traceId)),
    documentOf: (traceId) => ask(analytics.documentOf(traceId)),
    runsOfGoal: (goalId, limit) => ask(analytics.runsOfGoal(goalId, limit)),
    agentPeriods: (window) => ask(analytics.agentPeriods(window)),
    taskMetrics: (agent, window) => ask(analytics.taskMetrics(agent, window)),
    inflectionsOf: (agent, from) => ask(analytics.inflectionsOf(agent, from)),
    knownDirections: (agent) => ask(analytics.knownDirections(agent)),
    taskState: async (taskId) => (await ask(analytics.taskStates([taskId]))).get(taskId),
    taskStates: async (taskIds) => (taskIds.length === 0 ? new Map() : ask(analytics.taskStates(taskIds))),
    taskEvents: (taskId) => ask(analytics.taskEvents(taskId)),
  };
}
