import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../run-record.js';
import type { TrackerStore } from '../storage/tracker-store.js';
import { recount } from './recount.js';
import { failing, healthy, runOf } from './runs.js';
import { START_MS, traceIdOf } from './spans.js';
import type { StoreFixture } from './store-fixture.js';

const HOUR_MS = 3_600_000;
const TRACES = 4;

/** A version of one of a few runs: what it came to, when it began, and how much of it was seen. */
const version = fc.record({
  trace: fc.integer({ min: 1, max: TRACES }),
  revision: fc.integer({ min: 1, max: 3 }),
  fails: fc.boolean(),
  startHour: fc.integer({ min: 0, max: 30 }),
  seen: fc.constantFrom(1, 3, 99),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(version, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant('purge' as const) },
);

function recordOf({
  trace,
  revision,
  fails,
  startHour,
  seen,
}: typeof version extends fc.Arbitrary<infer V> ? V : never): RunRecord {
  const place = { traceId: traceIdOf(trace), startMs: START_MS + startHour * HOUR_MS };
  const { record } = runOf(fails ? failing : healthy, place, { revision });
  const executions = record.executions.map((row) => ({ ...row, spanCount: Math.min(seen, row.spanCount) }));
  return { ...record, spans: record.spans.slice(0, seen), executions };
}

/** What the roll-ups of every storage backend hold, whatever happened to the runs. */
export function describeRollUps(name: string, createFixture: () => Promise<StoreFixture>): void {
  describe(`${name}: roll-ups`, () => {
    let fixture: StoreFixture;
    let store: TrackerStore;
    beforeEach(async () => {
      fixture = await createFixture();
      store = await fixture.open(() => START_MS);
    });
    afterEach(async () => {
      await store.close();
      await fixture.remove();
    });

    it(
      'equal a count from scratch after any revisions, late spans and purges',
      { timeout: 60_000 },
      async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
            for (const one of steps) {
              if (one === 'purge') await store.purgeOldest(1);
              else await Promise.all(one.map((wanted) => store.saveRun(recordOf(wanted))));
            }
            const from = START_MS * 1000;
            expect(await store.agentPeriods({ from })).toEqual(await recount(store, from));
            const { runs } = await store.listRuns({}, { limit: 200 });
            expect(await store.stats()).toMatchObject({
              runs: runs.length,
              spans: runs.reduce((sum, { spanCount }) => sum + spanCount, 0),
            });
            await store.purgeOldest(TRACES);
            expect(await store.agentPeriods({ from: 0 })).toEqual([]);
          }),
          { numRuns: 25 },
        );
      },
    );

    it(
      'find the slowest and the worst executions of any window as a sort would',
      { timeout: 60_000 },
      async () => {
        const measured = fc.record({
          hour: fc.integer({ min: 0, max: 5 }),
          durationMs: fc.constantFrom(1, 5, 5000, 9000),
          quality: fc.constantFrom(null, 0, 0.5, 0.9),
        });
        await fc.assert(
          fc.asyncProperty(
            fc.array(measured, { minLength: 1, maxLength: 12 }),
            fc.integer({ min: 0, max: 5 }),
            fc.integer({ min: 1, max: 4 }),
            fc.boolean(),
            async (rows, hour, limit, ofOne) => {
              const records = rows.map(({ hour: at, durationMs, quality }, n) => {
                const { record } = runOf(healthy, {
                  traceId: traceIdOf(n + 1),
                  startMs: START_MS + at * HOUR_MS + n * 60_000,
                });
                const executions = record.executions.map((row) => ({
                  ...row,
                  durationMs,
                  responseValid: quality !== null,
                  responseQualityScore: quality,
                }));
                return { ...record, executions };
              });
              await Promise.all(records.map((record) => store.saveRun(record)));
              const from = (START_MS + hour * HOUR_MS) * 1000;
              const window = { from, ...(ofOne && { agent: 'writer' }) };
              const inWindow = records
                .flatMap(({ executions }) => executions)
                .filter((row) => row.createdAtMs * 1000 >= from && (!ofOne || row.agentName === 'writer'));
              const slow = await store.listExecutions(
                { ...window, minDurationMs: 5 },
                { limit, order: 'slowest' },
              );
              expect(slow.executions.map(({ durationMs }) => durationMs)).toEqual(
                inWindow
                  .flatMap(({ durationMs }) => (durationMs !== null && durationMs >= 5 ? [durationMs] : []))
                  .sort((a, b) => b - a)
                  .slice(0, limit),
              );
              const poor = await store.listExecutions(
                { ...window, qualityBelow: 0.9 },
                { limit, order: 'worst' },
              );
              expect(poor.executions.map(({ responseQualityScore }) => responseQualityScore)).toEqual(
                inWindow
                  .flatMap(({ responseQualityScore: score }) =>
                    score !== null && score < 0.9 ? [score] : [],
                  )
                  .sort((a, b) => a - b)
                  .slice(0, limit),
              );
              await store.purgeOldest(rows.length);
            },
          ),
          { numRuns: 25 },
        );
      },
    );
  });
}
