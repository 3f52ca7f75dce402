import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestTracker } from '../testing/api.js';
import { openTestTracker } from '../testing/api.js';
import { failing, healthy, nthRun, runOf, withRoot } from '../testing/runs.js';
import { START_MS, traceIdOf } from '../testing/spans.js';

let tracker: TestTracker;
beforeEach(async () => {
  tracker = await openTestTracker();
});
afterEach(() => tracker.close());

interface Listed {
  readonly tasks: readonly { readonly id: string; readonly status: string; readonly traceId: string }[];
  readonly nextCursor: string | null;
}
const list = async (query = ''): Promise<Listed> => (await tracker.get(`/api/tasks${query}`)).body as Listed;

const feedback = (id: string, value: string) =>
  tracker.app.request(`/api/tasks/${id}/feedback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ feedback: value }),
  });

describe('the tasks that wait for a person', () => {
  it('are those that nobody decided and no failure ended, the newest first', async () => {
    for (const n of [1, 2, 3, 4]) await tracker.store.saveRun(nthRun(n, START_MS).record);
    await feedback(traceIdOf(2), 'satisfied');
    const { tasks, nextCursor } = await list();
    expect(tasks.map(({ id }) => id)).toEqual([traceIdOf(4), traceIdOf(1)]);
    expect(tasks.map(({ status }) => status)).toEqual(['awaiting_feedback', 'awaiting_feedback']);
    expect(nextCursor).toBeNull();
  });

  it('come once each, with their newest run', async () => {
    const ofTask = { [ATTRIBUTION_INPUT.taskId]: 'T' };
    await tracker.store.saveRun(runOf(withRoot(failing, ofTask), { traceId: traceIdOf(1) }).record);
    const second = { traceId: traceIdOf(2), startMs: START_MS + 60_000 };
    await tracker.store.saveRun(runOf(withRoot(healthy, ofTask), second).record);
    expect((await list()).tasks).toMatchObject([{ id: 'T', traceId: traceIdOf(2) }]);
  });

  it('are paged through without loss', async () => {
    for (let n = 1; n <= 5; n++) await tracker.store.saveRun(nthRun(n, START_MS).record);
    const seen: string[] = [];
    let query = '?limit=2';
    for (;;) {
      const { tasks, nextCursor } = await list(query);
      seen.push(...tasks.map(({ id }) => id));
      if (nextCursor === null) break;
      query = `?limit=2&cursor=${nextCursor}`;
    }
    expect(seen).toEqual([5, 4, 2, 1].map(traceIdOf));
  });
});
