import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OtlpBusyError } from '../receiver/otlp-busy-error.js';
import { Backlog } from './backlog.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const waitingIn = (backlog: Backlog, spans = 1): { state: string } => {
  const one = { state: 'waits' };
  backlog.room(spans).then(
    () => (one.state = 'goes'),
    (error: unknown) => (one.state = error instanceof OtlpBusyError ? 'comes back' : 'fails'),
  );
  return one;
};

const states = async (...all: readonly { readonly state: string }[]): Promise<readonly string[]> => {
  await vi.advanceTimersByTimeAsync(0);
  return all.map(({ state }) => state);
};

describe('Backlog', () => {
  it('has room below its limit, and none at it', () => {
    const backlog = new Backlog({ maxSpans: 2, maxWaitMs: 100 });
    backlog.add(1);
    expect(backlog.hasRoom).toBe(true);
    backlog.add(1);
    expect(backlog.hasRoom).toBe(false);
  });

  it('lets in what waits, in its order, no more than has left', async () => {
    const backlog = new Backlog({ maxSpans: 10, maxWaitMs: 100 });
    backlog.add(20);
    const all = [waitingIn(backlog, 3), waitingIn(backlog, 3), waitingIn(backlog, 3)];
    expect(await states(...all)).toEqual(['waits', 'waits', 'waits']);
    backlog.remove(3);
    expect(await states(...all)).toEqual(['goes', 'waits', 'waits']);
    backlog.remove(1);
    expect(await states(...all)).toEqual(['goes', 'goes', 'waits']);
    backlog.remove(2);
    expect(await states(...all)).toEqual(['goes', 'goes', 'waits']);
    backlog.remove(1);
    expect(await states(...all)).toEqual(['goes', 'goes', 'goes']);
  });

  it('lets in more than has left when little waits to be handed on', async () => {
    const backlog = new Backlog({ maxSpans: 10, maxWaitMs: 100 });
    backlog.add(10);
    const all = [waitingIn(backlog, 3), waitingIn(backlog, 3)];
    backlog.remove(6);
    expect(await states(...all)).toEqual(['goes', 'goes']);
  });

  it('lets in no more than leaves while memory is short, and all when nothing waits to be handed on', async () => {
    const memory = { isShort: true };
    const backlog = new Backlog({ maxSpans: 10, maxWaitMs: 100, isTight: () => memory.isShort });
    expect(backlog.hasRoom).toBe(false);
    backlog.add(4);
    const all = [waitingIn(backlog, 3), waitingIn(backlog, 3), waitingIn(backlog, 30), waitingIn(backlog)];
    backlog.remove(1);
    expect(await states(...all)).toEqual(['goes', 'waits', 'waits', 'waits']);
    backlog.letIn();
    expect(await states(...all)).toEqual(['goes', 'waits', 'waits', 'waits']);
    backlog.remove(3);
    expect(await states(...all)).toEqual(['goes', 'goes', 'waits', 'waits']);
    memory.isShort = false;
    backlog.letIn();
    expect(await states(...all)).toEqual(['goes', 'goes', 'goes', 'goes']);
    expect(backlog.hasRoom).toBe(true);
  });

  it('keeps who comes later behind those who wait', async () => {
    const backlog = new Backlog({ maxSpans: 2, maxWaitMs: 100 });
    backlog.add(3);
    waitingIn(backlog);
    expect(backlog.hasRoom).toBe(false);
    backlog.remove(3);
    expect(await states(waitingIn(backlog))).toEqual(['goes']);
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
