import { describe, expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.js';

const LIMIT = { requestsPerSecond: 10, burst: 3 };

const takeAll = (buckets: TokenBuckets, client: string, nowMs: number) =>
  [1, 2, 3].map(() => buckets.take(client, nowMs).remaining);

describe('the bucket of a client', () => {
  it('lets a burst in, and not one more', () => {
    const buckets = new TokenBuckets(LIMIT);
    expect(takeAll(buckets, 'a', 0)).toEqual([2, 1, 0]);
    expect(buckets.take('a', 0)).toEqual({ isAllowed: false, remaining: 0, waitMs: 100 });
  });

  it('is filled again with time: the last millisecond decides', () => {
    const buckets = new TokenBuckets(LIMIT);
    takeAll(buckets, 'a', 0);
    expect(buckets.take('a', 99).isAllowed).toBe(false);
    expect(buckets.take('a', 100).isAllowed).toBe(true);
  });

  it('never holds more than the burst', () => {
    const buckets = new TokenBuckets(LIMIT);
    expect(buckets.take('a', 0).remaining).toBe(2);
    expect(buckets.take('a', 3_600_000).remaining).toBe(2);
  });

  it('loses nothing when the clock is set back', () => {
    const buckets = new TokenBuckets(LIMIT);
    buckets.take('a', 1000);
    expect(buckets.take('a', 0).remaining).toBe(1);
  });

  it('is no concern of another client', () => {
    const buckets = new TokenBuckets(LIMIT);
    takeAll(buckets, 'a', 0);
    expect(buckets.take('b', 0).isAllowed).toBe(true);
  });
});

it('forgets the client that was not seen for longest', () => {
  const buckets = new TokenBuckets({ ...LIMIT, maxClients: 2 });
  takeAll(buckets, 'a', 0);
  takeAll(buckets, 'b', 0);
  buckets.take('a', 0);
  buckets.take('c', 0);
  expect(buckets.clients).toBe(2);
  expect(buckets.take('a', 0).isAllowed).toBe(false);
  expect(buckets.take('b', 0).isAllowed).toBe(true);
});
