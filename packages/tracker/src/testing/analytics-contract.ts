import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExecutionFilter } from '../storage/analytics-store.js';
import type { TrackerStore } from '../storage/tracker-store.js';
import { failing, healthy, nthRun, runOf, withRoot } from './runs.js';
import { START_MS, traceIdOf } from './spans.js';
import type { StoreFixture } from './store-fixture.js';

/** What every storage backend answers besides runs. */
export function describeAnalyticsStore(name: string, createFixture: () => Promise<StoreFixture>): void {
  describe(`${name}: analytics`, () => {
    let fixture: StoreFixture;
    let store: TrackerStore;
    let now: number;

    beforeEach(async () => {
      now = START_MS + 86_400_000;
      fixture = await createFixture();
      store = await fixture.open(() => now);
    });
    afterEach(async () => {
      await store.close();
      await fixture.remove();
    });

    describe('executions', () => {
      const { record } = runOf(failing);
      const { traceId } = record.trace;
      const researcher = record.executions.find(({ agentName }) => agentName === 'researcher');

      it('are given back as they were saved', async () => {
        await store.saveRun(record);
        expect(await store.executionsOf(traceId)).toEqual(record.executions);
        expect(await store.getExecution(researcher?.executionId ?? '')).toEqual(researcher);
        expect(await store.documentOf(traceId)).toEqual({ run: record.run, evidence: record.evidence });
      });

      it('are not replaced by what late spans alone tell of them', async () => {
        await store.saveRun(record);
        const executions = record.executions.map((row) => ({ ...row, spanCount: 1, durationMs: 1 }));
        const trace = { ...record.trace, revision: 2 };
        const late = { ...record, trace, spans: record.spans.slice(0, 1), executions };
        await store.saveRun({ ...late, run: { ...record.run, decisions: [] } });
        expect(await store.executionsOf(traceId)).toEqual(record.executions);
        expect((await store.documentOf(traceId))?.run).toEqual(record.run);
      });

      it('are found by agent, conversation, status and time', async () => {
        await store.saveRun(record);
        const agentsOf = async (filter: ExecutionFilter) =>
          (await store.listExecutions(filter, { limit: 10 })).executions.map(({ agentName }) => agentName);
        expect(await agentsOf({ agent: 'planner' })).toEqual(['planner']);
        expect(await agentsOf({ statuses: ['timeout', 'failed'] })).toEqual(['researcher']);
        expect(await agentsOf({ conversationId: 'none' })).toEqual([]);
        const from = Math.round((researcher?.createdAtMs ?? 0) * 1000);
        expect(await agentsOf({ from })).toEqual(['researcher']);
        expect(await agentsOf({ from: from + 1 })).toEqual([]);
      });

      it('are gone with their run', async () => {
        await store.saveRun(record);
        expect(await store.purgeOldest(5)).toBe(1);
        expect(await store.executionsOf(traceId)).toEqual([]);
        expect(await store.documentOf(traceId)).toBeUndefined();
      });
    });

    describe('the hours of an agent', () => {
      const from = START_MS * 1000;
      const countOf = async () => {
        const periods = await store.agentPeriods({ from, agent: 'researcher' });
        return periods.map(({ tallies }) => ({
          statuses: tallies['executions'],
          durationCount: tallies['work']?.['durations'],
        }));
      };

      it('count every execution once, in whatever batches they come', async () => {
        await store.saveRun(nthRun(1, START_MS).record);
        await Promise.all([2, 3].map((n) => store.saveRun(nthRun(n, START_MS).record)));
        await store.saveRun(nthRun(3, START_MS).record);
        expect(await countOf()).toEqual([{ statuses: { success: 2, timeout: 1 }, durationCount: 3 }]);
      });

      it('follow a revision that judges otherwise', async () => {
        await store.saveRun(runOf(failing).record);
        const { record } = runOf(failing, {}, { revision: 2 });
        const executions = record.executions.map((row) => ({ ...row, status: 'success' as const }));
        await store.saveRun({ ...record, executions });
        expect(await countOf()).toEqual([{ statuses: { success: 1 }, durationCount: 1 }]);
      });

      it('forget what is purged', async () => {
        await store.saveRun(nthRun(1, START_MS).record);
        await store.saveRun(nthRun(2, START_MS).record);
        await store.purgeOldest(1);
        expect(await countOf()).toEqual([{ statuses: { success: 1 }, durationCount: 1 }]);
        await store.purgeOldest(1);
        expect(await countOf()).toEqual([]);
      });

      it('are right beside a run that cannot be written', async () => {
        const good = nthRun(1, START_MS).record;
        const bad = nthRun(2, START_MS).record;
        const executions = bad.executions.map((row, n) => (n === 0 ? row : { ...row, llmCalls: Number.NaN }));
        await Promise.allSettled([store.saveRun(good), store.saveRun({ ...bad, executions })]);
        expect(await countOf()).toEqual([{ statuses: { success: 1 }, durationCount: 1 }]);
      });
    });

    it('keeps the runs of a goal apart, the newest first', async () => {
      const ofGoal = withRoot(healthy, { [ATTRIBUTION_INPUT.goalId]: 'g' });
      for (const n of [1, 2])
        await store.saveRun(runOf(ofGoal, { traceId: traceIdOf(n), startMs: START_MS + n }).record);
      await store.saveRun(runOf(healthy, { traceId: traceIdOf(3) }).record);
      expect((await store.runsOfGoal('g', 10)).map(({ id }) => id)).toEqual([2, 1].map(traceIdOf));
      expect(await store.runsOfGoal('g', 1)).toHaveLength(1);
      expect(await store.runsOfGoal(undefined, 10)).toHaveLength(3);
    });

    it('keeps what was said of a task, the newest first', async () => {
      const event = { taskId: 't', traceId: traceIdOf(1), body: { comment: 'é' } };
      const state = { taskId: 't', traceId: traceIdOf(1), closeReason: null, closedAt: null };
      await store.saveTaskEvent(
        { ...event, kind: 'validation', value: 'rejected' },
        { ...state, status: 'needs_revision' },
      );
      await store.saveTaskEvent(
        { ...event, kind: 'feedback', value: 'abandon' },
        { ...state, status: 'abandoned' },
      );
      expect((await store.taskEvents('t')).map(({ value }) => value)).toEqual(['abandon', 'rejected']);
      expect(await store.taskState('t')).toEqual({ ...state, status: 'abandoned', updatedAt: now * 1000 });
      expect(await store.taskState('other')).toBeUndefined();
    });
  });
}
