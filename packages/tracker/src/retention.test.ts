import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyRetention, startRetention } from './retention.js';
import type { TestTracker } from './testing/api.js';
import { NOW_MS, openTestTracker } from './testing/api.js';
import { nthRun } from './testing/runs.js';
import { START_MS } from './testing/spans.js';

let tracker: TestTracker;
beforeEach(async () => {
  tracker = await openTestTracker();
  for (let n = 1; n <= 20; n++) await tracker.store.saveRun(nthRun(n, START_MS).record);
});
afterEach(() => tracker.close());

const runs = async () => (await tracker.store.stats()).runs;

describe('retention', () => {
  it('keeps everything without a policy', async () => {
    expect(await applyRetention(tracker.store, {}, NOW_MS)).toBe(0);
  });

  it('row 58: forgets by age: what was kept at the limit stays, one millisecond earlier goes', async () => {
    expect(await applyRetention(tracker.store, { maxAgeMs: 1000 }, NOW_MS + 1000)).toBe(0);
    expect(await applyRetention(tracker.store, { maxAgeMs: 1000 }, NOW_MS + 1001)).toBe(20);
  });

  it('row 58: forgets the oldest until the rest fits', async () => {
    const { sizeBytes } = await tracker.store.stats();
    const maxBytes = sizeBytes - 20_000;
    await applyRetention(tracker.store, { maxBytes }, NOW_MS);
    expect((await tracker.store.stats()).sizeBytes).toBeLessThanOrEqual(maxBytes);
    expect(await runs()).toBeGreaterThan(0);
  });

  it('ends when nothing is left, however small the limit', async () => {
    expect(await applyRetention(tracker.store, { maxBytes: 1 }, NOW_MS)).toBe(20);
  });

  it('goes on after a round that failed', async () => {
    const errors: unknown[] = [];
    const purge = vi.fn(() => Promise.reject(new Error('disk')));
    const retention = startRetention(
      { ...tracker.store, purge },
      { maxAgeMs: 1 },
      { onError: (error) => errors.push(error) },
    );
    await retention.stop();
    expect(errors).toHaveLength(1);
  });
});
