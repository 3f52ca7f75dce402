import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OtlpBusyError } from '../receiver/otlp-busy-error.js';
import { Backlog } from './backlog.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const waitingIn = (backlog: Backlog): { state: string } => {
  const one = { state: 'waits' };
  backlog.room().then(
    () => (one.state = 'goes'),
    (error: unknown) => (one.state = error instanceof OtlpBusyError ? 'comes back' : 'fails'),
  );
  return one;
};

describe('Backlog', () => {
  it('has room below its limit, and none at it', () => {
    const backlog = new Backlog({ maxSpans: 2, maxWaitMs: 100 });
    backlog.add(1);
    expect(backlog.hasRoom).toBe(true);
    backlog.add(1);
    expect(backlog.hasRoom).toBe(false);
  });

  it('makes wait until there is room', async () => {
    const backlog = new Backlog({ maxSpans: 2, maxWaitMs: 100 });
    backlog.add(3);
    const one = waitingIn(backlog);
    backlog.remove(1);
    await vi.advanceTimersByTimeAsync(99);
    expect(one.state).toBe('waits');
    backlog.remove(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(one.state).toBe('goes');
  });

  it('tells to come back when there is none in time', async () => {
    const backlog = new Backlog({ maxSpans: 1, maxWaitMs: 100 });
    backlog.add(1);
    const one = waitingIn(backlog);
    await vi.advanceTimersByTimeAsync(99);
    expect(one.state).toBe('waits');
    await vi.advanceTimersByTimeAsync(1);
    expect(one.state).toBe('comes back');
  });
});
