import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunFilter, TrackerStore } from '../storage/tracker-store.js';
import { failing, healthy, nthRun, runOf, withRoot } from './runs.js';
import type { StoreFixture } from './store-fixture.js';
import { describeAnalyticsStore } from './analytics-contract.js';
import { describeRollUps } from './roll-up-contract.js';
import { agent, llm, START_MS, traceIdOf, workflow } from './spans.js';

/** What every storage backend does. Call it in a test file of the backend. */
export function describeTrackerStore(name: string, createFixture: () => Promise<StoreFixture>): void {
  describeAnalyticsStore(name, createFixture);
  describeRollUps(name, createFixture);
  describe(name, () => {
    let fixture: StoreFixture;
    let store: TrackerStore;
    let now: number;
    const open = () => fixture.open(() => now);

    beforeEach(async () => {
      now = START_MS + 86_400_000;
      fixture = await createFixture();
      store = await open();
    });
    afterEach(async () => {
      await store.close();
      await fixture.remove();
    });

    const idsOf = async (filter: RunFilter): Promise<string[]> => {
      const { runs } = await store.listRuns(filter, { limit: 200 });
      return runs.map(({ traceId }) => traceId);
    };

    describe('a run', () => {
      it('is given back as it was saved', async () => {
        const { record } = runOf(failing);
        expect(await store.saveRun(record)).toBe('created');
        const stored = await store.getRun(record.trace.traceId);
        expect(stored).toEqual({ ...record.trace, createdAt: now * 1000, updatedAt: now * 1000 });
        expect(await store.spansOf(record.trace.traceId)).toEqual(record.spans);
      });

      it('is unknown until it is saved', async () => {
        expect(await store.getRun(traceIdOf(7))).toBeUndefined();
        expect(await store.getTask('7')).toBeUndefined();
        expect(await store.spansOf(traceIdOf(7))).toEqual([]);
      });

      it('is found by its trace id as a task', async () => {
        const { record } = runOf(healthy);
        await store.saveRun(record);
        expect((await store.getTask(record.trace.traceId))?.traceId).toBe(record.trace.traceId);
      });

      it('is found by its task id, the newest first', async () => {
        const ofTask = withRoot(healthy, { [ATTRIBUTION_INPUT.taskId]: 'task-1' });
        await store.saveRun(runOf(ofTask, { traceId: traceIdOf(2), startMs: START_MS + 1 }).record);
        await store.saveRun(runOf(ofTask, { traceId: traceIdOf(1), startMs: START_MS }).record);
        expect((await store.getTask('task-1'))?.traceId).toBe(traceIdOf(2));
      });

      it('outlives the store', async () => {
        const { record } = runOf(failing);
        await store.saveRun(record);
        await store.close();
        store = await open();
        expect((await store.getRun(record.trace.traceId))?.report).toEqual(record.trace.report);
      });

      it('keeps text of any language, quotes and line feeds', async () => {
        const name = `研究員 "O'Neil"\n<b>🤖</b>`;
        const { record } = runOf(workflow('w', [agent(name, [llm()])]));
        await store.saveRun(record);
        expect((await store.getRun(record.trace.traceId))?.agents).toEqual([name]);
      });
    });

    describe('a revision', () => {
      const first = runOf(failing).record;
      const second = runOf(healthy, {}, { revision: 2 }).record;

      it('replaces an older one and keeps when the run was first seen', async () => {
        await store.saveRun(first);
        const createdAt = now * 1000;
        now += 5_000;
        expect(await store.saveRun(second)).toBe('replaced');
        expect(await store.getRun(first.trace.traceId)).toMatchObject({
          revision: 2,
          outcome: 'success',
          createdAt,
          updatedAt: now * 1000,
        });
        const agents = await store.listAgents({ from: 0 });
        expect(agents.map(({ agent, blamedRuns }) => [agent, blamedRuns])).toEqual([
          ['researcher', 0],
          ['writer', 0],
        ]);
      });

      it('keeps the headline of each one that it replaced, until the run is forgotten', async () => {
        const third = { ...second, trace: { ...second.trace, revision: 3 } };
        const { traceId } = first.trace;
        const keptAt = [0, 1, 2].map((n) => (now + n * 1_000) * 1000);
        for (const record of [first, second, third, second]) {
          await store.saveRun(record);
          now += 1_000;
        }
        const past = await store.pastRevisions(traceId);
        expect(past.map(({ revision, outcome, keptAt: at }) => [revision, outcome, at])).toEqual([
          [2, 'success', keptAt[1]],
          [1, 'failure', keptAt[0]],
        ]);
        expect(past.at(-1)).toMatchObject({
          completion: first.trace.completion,
          verdict: first.trace.verdict,
          summary: first.trace.summary,
        });
        await store.purge((now + 1) * 1000);
        expect(await store.pastRevisions(traceId)).toEqual([]);
      });

      it('changes nothing when it is sent again', async () => {
        await store.saveRun(first);
        const before = await store.getRun(first.trace.traceId);
        now += 5_000;
        expect(await store.saveRun(first)).toBe('unchanged');
        expect(await store.getRun(first.trace.traceId)).toEqual(before);
        expect(await store.spansOf(first.trace.traceId)).toEqual(first.spans);
        expect(await store.stats()).toMatchObject({ runs: 1, spans: first.spans.length });
      });

      it('is ignored when a newer one is there', async () => {
        await store.saveRun(second);
        expect(await store.saveRun(first)).toBe('stale');
        expect(await store.getRun(first.trace.traceId)).toMatchObject({ revision: 2, outcome: 'success' });
      });

      it('adds the spans that came late to those that are there', async () => {
        const [early, late] = [first.spans.slice(0, 2), first.spans.slice(2)];
        await store.saveRun({ ...first, spans: early });
        await store.saveRun({ ...second, spans: late });
        expect(await store.spansOf(first.trace.traceId)).toEqual(first.spans);
      });
    });

    describe('the list', () => {
      it('is newest first, whatever the order of arrival', async () => {
        for (const n of [2, 3, 1]) await store.saveRun(nthRun(n, START_MS).record);
        expect(await idsOf({})).toEqual([3, 2, 1].map(traceIdOf));
      });

      it.each([
        ['agent', { agent: 'planner' }, [3, 6]],
        ['status', { status: 'failed' }, [3, 6]],
        ['outcome', { outcome: 'success' }, [1, 2, 4, 5]],
        ['verdict', { verdict: 'attributed' }, [3, 6]],
        ['category of the root cause', { category: 'timeout' }, [3, 6]],
        ['node type of the root cause', { nodeType: 'tool_invocation' }, [3, 6]],
        ['start, inclusive', { from: (START_MS + 5 * 60_000) * 1000 }, [5, 6]],
        ['start, exclusive', { to: (START_MS + 2 * 60_000) * 1000 }, [1]],
        ['part of the verdict, in any case', { text: 'RESEARCHER made' }, [3, 6]],
        ['part of its id', { text: traceIdOf(2).slice(-3) }, [2]],
        ['text that is no pattern', { text: '%' }, []],
        ['several things at once', { agent: 'researcher', outcome: 'success' }, [1, 2, 4, 5]],
        ['something that is not there', { agent: 'nobody' }, []],
      ] satisfies [string, RunFilter, number[]][])(
        'row 35: is filtered by %s',
        async (_, filter, expected) => {
          for (let n = 1; n <= 6; n++) await store.saveRun(nthRun(n, START_MS).record);
          expect(await idsOf(filter)).toEqual(expected.toReversed().map(traceIdOf));
        },
      );

      it('row 35: is filtered by goal, conversation and task', async () => {
        const marked = withRoot(healthy, {
          [ATTRIBUTION_INPUT.goalId]: 'g',
          [GEN_AI.conversationId]: 'c',
          [ATTRIBUTION_INPUT.taskId]: 't',
        });
        await store.saveRun(runOf(marked, { traceId: traceIdOf(1) }).record);
        await store.saveRun(runOf(healthy, { traceId: traceIdOf(2) }).record);
        for (const filter of [{ goalId: 'g' }, { conversationId: 'c' }, { taskId: 't' }])
          expect(await idsOf(filter)).toEqual([traceIdOf(1)]);
      });

      it('gives every run once, page by page, while others are added', async () => {
        for (let n = 1; n <= 5; n++) await store.saveRun(nthRun(n, START_MS).record);
        const first = await store.listRuns({}, { limit: 2 });
        await store.saveRun(nthRun(9, START_MS).record);
        const rest = await store.listRuns({}, { limit: 3, ...(first.next && { after: first.next }) });
        expect([...first.runs, ...rest.runs].map(({ traceId }) => traceId)).toEqual(
          [5, 4, 3, 2, 1].map(traceIdOf),
        );
        expect(rest.next).toBeUndefined();
      });

      it('tells apart runs that started at the same time', async () => {
        for (const n of [1, 2, 3]) await store.saveRun(runOf(healthy, { traceId: traceIdOf(n) }).record);
        const first = await store.listRuns({}, { limit: 2 });
        const rest = await store.listRuns({}, { limit: 2, ...(first.next && { after: first.next }) });
        expect([...first.runs, ...rest.runs].map(({ traceId }) => traceId)).toEqual([3, 2, 1].map(traceIdOf));
      });
    });

    describe('the ledger of agents', () => {
      it('adds up what each agent did in the window', async () => {
        for (let n = 1; n <= 3; n++) await store.saveRun(nthRun(n, START_MS).record);
        const ledger = await store.listAgents({ from: START_MS * 1000 });
        expect(ledger.map(({ agent, runs }) => [agent, runs])).toEqual([
          ['researcher', 3],
          ['writer', 2],
          ['planner', 1],
        ]);
        const [researcher] = ledger;
        expect(researcher).toMatchObject({
          blamedRuns: 1,
          tokens: 220 + 220 + 1800,
          costUsd: null,
          lastSeenAt: nthRun(3, START_MS).record.trace.endedAt,
        });
        expect(researcher?.successRate).toBeCloseTo(2 / 3, 9);
        expect(researcher?.errors).toBeGreaterThan(0);
      });

      it('takes the 50th and 95th percentile by nearest rank, within 1 %', async () => {
        const { record } = runOf(workflow('w', [agent('a', [llm()])]));
        const [row] = record.contributions;
        if (row === undefined) throw new Error('no contribution');
        for (let n = 1; n <= 20; n++) {
          await store.saveRun({
            ...record,
            trace: { ...record.trace, traceId: traceIdOf(n) },
            contributions: [{ ...row, durationMs: n * 10 }],
            executions: [],
          });
        }
        const [ledger] = await store.listAgents({ from: 0 });
        expect(ledger?.runs).toBe(20);
        for (const [quantile, exact] of [
          [ledger?.p50DurationMs, 100],
          [ledger?.p95DurationMs, 190],
        ] as const)
          expect(Math.abs((quantile ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.01);
      });

      it('counts a run once for an agent with two subtasks', async () => {
        const { record } = runOf(workflow('w', [agent('a', [llm()])]));
        const [row] = record.contributions;
        if (row === undefined) throw new Error('no contribution');
        await store.saveRun({
          ...record,
          contributions: [
            { ...row, costUsd: 0.5 },
            { ...row, subtaskId: 'two', outcome: 'failure', costUsd: null },
          ],
        });
        expect(await store.listAgents({ from: 0 })).toMatchObject([
          { runs: 1, successRate: 0, tokens: 220, costUsd: 0.5 },
        ]);
      });

      it('starts with the hour of the window, inclusive', async () => {
        const { record } = runOf(healthy);
        await store.saveRun(record);
        const { startedAt } = record.trace;
        const nextHour = Math.ceil(startedAt / 3_600_000_000) * 3_600_000_000;
        expect(await store.listAgents({ from: nextHour - 1 })).toHaveLength(2);
        expect(await store.listAgents({ from: nextHour })).toEqual([]);
        expect(await store.listAgents({ from: startedAt, agent: 'writer' })).toMatchObject([
          { agent: 'writer' },
        ]);
      });
    });

    it('counts what it holds', async () => {
      for (let n = 1; n <= 3; n++) await store.saveRun(nthRun(n, START_MS).record);
      expect(await store.stats()).toMatchObject({
        runs: 3,
        agents: 3,
        runsByOutcome: { success: 2, failure: 1 },
        newestRunAt: (START_MS + 3 * 60_000) * 1000,
        pendingRuns: 0,
      });
    });

    it('forgets the runs that were first kept before a time, with all that belongs to them', async () => {
      await store.saveRun(nthRun(1, START_MS).record);
      const boundary = (now += 1) * 1000;
      await store.saveRun(nthRun(2, START_MS).record);
      expect(await store.purge(boundary)).toBe(1);
      expect(await idsOf({})).toEqual([traceIdOf(2)]);
      expect(await store.spansOf(traceIdOf(1))).toEqual([]);
      expect(await store.listAgents({ from: 0 })).toMatchObject([{ runs: 1 }, { runs: 1 }]);
      expect(await store.purge(boundary)).toBe(0);
    });

    it('tells of many tasks at once which run is their newest', async () => {
      for (const [n, taskId] of [
        [1, 'A'],
        [3, 'A'],
        [2, 'A'],
        [4, 'B'],
        [5, 'C'],
      ] as const) {
        const { record } = nthRun(n, START_MS);
        await store.saveRun({ ...record, trace: { ...record.trace, taskId } });
      }
      expect(await store.newestRunsOfTasks(['A', 'B', 'nobody'])).toEqual(
        new Map([
          ['A', traceIdOf(3)],
          ['B', traceIdOf(4)],
        ]),
      );
      expect(await store.newestRunsOfTasks([])).toEqual(new Map());
    });

    it('says that it works until it is closed', async () => {
      await expect(store.check()).resolves.toBeUndefined();
      await store.close();
      await expect(store.check()).rejects.toMatchObject({ code: 'storage_closed' });
    });

    it('takes many runs at once', async () => {
      const runs = Array.from({ length: 50 }, (_, n) => nthRun(n, START_MS).record);
      expect(await Promise.all(runs.map((run) => store.saveRun(run)))).toEqual(runs.map(() => 'created'));
    });

    it('loses only the run that cannot be written', async () => {
      const good = nthRun(1, START_MS).record;
      const bad = nthRun(2, START_MS).record;
      const broken = { ...bad, trace: { ...bad.trace, durationMs: Number.NaN } };
      const [saved, failed] = await Promise.allSettled([store.saveRun(good), store.saveRun(broken)]);
      expect(saved).toEqual({ status: 'fulfilled', value: 'created' });
      expect(failed).toMatchObject({ status: 'rejected', reason: { name: 'TrackerError' } });
      expect(await idsOf({})).toEqual([traceIdOf(1)]);
    });

    it('migrates again without a change', async () => {
      await store.saveRun(nthRun(1, START_MS).record);
      await store.migrate();
      expect(await idsOf({})).toEqual([traceIdOf(1)]);
    });

    it('is shared by two that open it at the same time', async () => {
      const [other, another] = await Promise.all([open(), open()]);
      await other.saveRun(nthRun(1, START_MS).record);
      expect((await another.getRun(traceIdOf(1)))?.traceId).toBe(traceIdOf(1));
      await Promise.all([other.close(), another.close()]);
    });

    it('refuses everything once closed, and closes once', async () => {
      await store.close();
      await store.close();
      await expect(store.saveRun(nthRun(1, START_MS).record)).rejects.toMatchObject({
        code: 'storage_closed',
      });
      await expect(store.stats()).rejects.toMatchObject({ code: 'storage_closed' });
    });
  });
}
