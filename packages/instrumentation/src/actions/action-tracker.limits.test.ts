import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, trackerWithClock, WORK } from '../../../../test/helpers/action-tracking.js';
import type { RecordedSpans } from '../../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../../test/helpers/recorded-spans.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

describe('row 22: limits', () => {
  it('has 500 actions open, and completes the oldest for the 501st', () => {
    const { tracker, sink } = trackerWithClock();
    const ids = Array.from({ length: 500 }, () => tracker.beginAction({ ...WORK, goalId: 'G' }));
    expect(tracker.getStats()).toMatchObject({ openCount: 500, totalEvicted: 0 });
    tracker.beginAction(WORK);
    expect(tracker.getStats()).toMatchObject({
      openCount: 500,
      totalBegun: 501,
      totalCompleted: 1,
      totalTimedOut: 1,
      totalEvicted: 1,
    });
    expect(sink.records[0]).toMatchObject({
      actionId: ids[0],
      response: '{"status":"evicted","reason":"max_open_actions"}',
    });
    expect(recorded.attributesOf('invoke_agent trainer')['attribution.outcome']).toBe('cancelled');
  });

  it.each(['recordStep', 'recordObservation'] as const)(
    'counts steps and observations together: %s is refused when there are 1,000 of both',
    (verb) => {
      const { tracker } = trackerWithClock();
      const id = tracker.beginAction(WORK);
      for (let index = 0; index < 500; index++) tracker.recordObservation(id, 'sensor');
      for (let index = 0; index < 499; index++) tracker.recordStep(id, 'x');
      expect(tracker[verb](id, 'last accepted')).toBe(true);
      expect(tracker[verb](id, 'first refused')).toBe(false);
      expect(tracker.completeAction(id)).toBe(true);
    },
  );

  it.each([
    [6 * HOUR_MS, 0],
    [6 * HOUR_MS + 1, 1],
  ])('at an age of %d ms times out %d actions', (age, count) => {
    const { tracker, clock } = trackerWithClock();
    tracker.beginAction(WORK);
    clock.now = age;
    expect(tracker.cleanupExpired()).toBe(count);
    expect(tracker.getStats()).toMatchObject({
      totalCompleted: count,
      totalTimedOut: count,
      totalEvicted: 0,
    });
  });

  it('cuts texts and big values', () => {
    const { tracker } = trackerWithClock();
    const id = tracker.beginAction(WORK);
    const long = 'word '.repeat(300);
    tracker.recordStep(id, long, {
      decision: long,
      confidence: 2,
      state: { long, list: Array(600).fill(1) },
    });
    tracker.recordObservation(id, long, { source: long, confidence: -0.5 });
    const [step] = tracker.getAction(id)?.steps ?? [];
    const [observation] = tracker.getAction(id)?.observations ?? [];
    expect(step?.description).toHaveLength(500);
    expect(step?.decision).toHaveLength(200);
    expect(step?.confidence).toBe(1);
    expect(step?.state?.['long']).toBe(`${long.slice(0, 500)}...`);
    expect(step?.state?.['list']).toHaveLength(1_003);
    expect(observation?.type).toHaveLength(100);
    expect(observation?.source).toHaveLength(100);
    expect(observation?.confidence).toBe(0);
  });
});

describe('row 23: clean-up', () => {
  it('runs by a timer when the oldest is past its time, and again for the next', () => {
    const { tracker, clock, timers } = trackerWithClock();
    tracker.beginAction(WORK);
    clock.now = HOUR_MS;
    tracker.beginAction(WORK);
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([6 * HOUR_MS + 1]);
    clock.now = 6 * HOUR_MS + 1;
    timers[0]?.run();
    expect(tracker.getStats()).toMatchObject({ openCount: 1, totalTimedOut: 1 });
    expect(timers[1]?.delayMs).toBe(HOUR_MS);
    clock.now += HOUR_MS;
    timers[1]?.run();
    expect(tracker.getStats()).toMatchObject({ openCount: 0, totalTimedOut: 2 });
    expect(timers).toHaveLength(2);
  });

  it('states the outcome "timeout", and scores what was expected all the same', () => {
    const { tracker, clock } = trackerWithClock();
    const id = tracker.beginAction({ ...WORK, expectedOutcome: { up: true } });
    tracker.recordObservation(id, 'sensor', { data: { up: true } });
    clock.now = 7 * HOUR_MS;
    tracker.cleanupExpired();
    expect(recorded.attributesOf('invoke_agent trainer')).toMatchObject({
      'attribution.outcome': 'timeout',
      'attribution.action.success_score': 1,
    });
  });
});
