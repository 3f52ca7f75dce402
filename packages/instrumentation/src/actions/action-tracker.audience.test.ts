import { setImmediate as nextTurn } from 'node:timers/promises';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { trackerWithClock, WORK } from '../../../../test/helpers/action-tracking.js';
import type { RecordedSpans } from '../../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../../test/helpers/recorded-spans.js';
import { MemoryExperienceSink } from './sinks/memory-sink.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

describe('row 24: sinks', () => {
  it('get the chain in a field of its own, and a sentence for people apart', () => {
    const { tracker, clock, sink } = trackerWithClock();
    const id = tracker.beginAction({ ...WORK, goalId: 'G' });
    tracker.recordStep(id, 'did it', { decision: 'so', confidence: 0.9 });
    clock.now = 1_234;
    tracker.completeAction(id, { status: 'ok', verification: { verified: true } });
    expect(sink.records).toEqual([
      {
        actionId: id,
        agentId: 'trainer',
        goalId: 'G',
        modelId: 'trainer:fit',
        latencyMs: 1_234,
        summary: 'trainer ran fit (goal=G, parent=none, steps=1, observations=0, success=0.50)',
        response: '{"status":"ok","verification":{"verified":true}}',
        verification: { verified: true },
        attributionChain: {
          actionId: id,
          parentActionId: null,
          agentId: 'trainer',
          actionType: 'fit',
          goalId: 'G',
          expectedOutcome: {},
          acceptanceCriteria: [],
          criteriaVerdicts: [],
          durationSeconds: 1.23,
          stepCount: 1,
          observationCount: 0,
          outcome: { status: 'ok', verification: { verified: true } },
          successScore: 0.5,
          stepCredits: { 0: 1 },
          stepsSummary: [{ stepIndex: 0, description: 'did it', decision: 'so', confidence: 0.9, credit: 1 }],
          observations: [],
        },
      },
    ]);
  });

  it.each([
    ['nothing', {}, 0],
    ['a goal', { goalId: 'G' }, 1],
    ['a parent', { parentActionId: 'P' }, 1],
  ])('get an action without a record that has %s: %j -> %d', (_what, options, submitted) => {
    const { tracker, sink } = trackerWithClock();
    tracker.completeAction(tracker.beginAction({ ...WORK, ...options }));
    expect(sink.records).toHaveLength(submitted);
    expect(tracker.getStats()).toMatchObject({ totalCompleted: 1, totalSubmitted: submitted });
  });

  it.each(['recordStep', 'recordObservation'] as const)('get an action with a %s', (verb) => {
    const { tracker, sink } = trackerWithClock();
    const id = tracker.beginAction(WORK);
    tracker[verb](id, 'x');
    tracker.completeAction(id);
    expect(sink.records).toHaveLength(1);
  });

  it('never break the agent when they throw or reject; that is counted, and logged once for each', async () => {
    const warned: unknown[] = [];
    const warn = (...args: unknown[]) => warned.push(args);
    diag.setLogger({ error: warn, warn, info: warn, debug: warn, verbose: warn }, DiagLogLevel.WARN);
    const { tracker, sink } = trackerWithClock();
    tracker.addSink({
      submit: () => {
        throw new Error('no');
      },
    });
    tracker.addSink({ submit: () => Promise.reject(new Error('no')) });
    const healthy = new MemoryExperienceSink();
    tracker.addSink(healthy);
    for (let action = 0; action < 2; action++) {
      expect(tracker.completeAction(tracker.beginAction({ ...WORK, goalId: 'G' }))).toBe(true);
      await nextTurn();
    }
    diag.disable();
    expect(sink.records).toEqual(healthy.records);
    expect(healthy.records).toHaveLength(2);
    expect(tracker.getStats()).toMatchObject({ totalSubmitted: 2, sinkFailures: 4 });
    expect(warned).toHaveLength(2);
  });
});

describe('row 25: the event of a completed action', () => {
  it('has a topic and seven fields', () => {
    const { tracker, clock } = trackerWithClock();
    const events: unknown[] = [];
    tracker.onActionCompleted((event) => {
      events.push(event);
    });
    const id = tracker.beginAction(WORK);
    tracker.recordStep(id, 'x');
    clock.now = 2_000;
    tracker.completeAction(id);
    expect(events).toEqual([
      {
        topic: 'agent.action.completed',
        payload: {
          actionId: id,
          agentId: 'trainer',
          actionType: 'fit',
          goalId: null,
          durationSeconds: 2,
          stepCount: 1,
          successScore: 0.5,
        },
      },
    ]);
  });

  it('is told of idle actions too, and no longer after unsubscribing', () => {
    const { tracker } = trackerWithClock();
    const listener = vi.fn();
    const stop = tracker.onActionCompleted(listener);
    tracker.completeAction(tracker.beginAction(WORK));
    stop();
    tracker.completeAction(tracker.beginAction(WORK));
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('reaches the other listeners, and the sinks, when one throws', () => {
    const { tracker, sink } = trackerWithClock();
    const other = vi.fn();
    tracker.onActionCompleted(() => {
      throw new Error('no');
    });
    tracker.onActionCompleted(other);
    tracker.completeAction(tracker.beginAction({ ...WORK, goalId: 'G' }));
    expect(other).toHaveBeenCalledTimes(1);
    expect(sink.records).toHaveLength(1);
  });

  it('finds the action over: completing it again says false', () => {
    const { tracker } = trackerWithClock();
    const again: boolean[] = [];
    tracker.onActionCompleted(({ payload }) => {
      again.push(tracker.completeAction(payload.actionId));
    });
    tracker.completeAction(tracker.beginAction(WORK));
    expect(again).toEqual([false]);
  });
});
