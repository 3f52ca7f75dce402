import { setImmediate as nextTurn } from 'node:timers/promises';
import { SpanStatusCode, context, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { trackerWithClock, WORK } from '../../../../test/helpers/action-tracking.js';
import type { RecordedSpans } from '../../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../../test/helpers/recorded-spans.js';
import { withAgent } from '../with-agent.js';
import { UNTRACKED_ACTION_ID } from './action-tracker.js';
import { MemoryExperienceSink } from './sinks/memory-sink.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

const eventNames = (name: string) => recorded.named(name).events.map((event) => event.name);

describe('row 16: begin, step, complete', () => {
  it('makes one span of an action, with its steps as events', () => {
    const { tracker } = trackerWithClock();
    const id = tracker.beginAction({ ...WORK, goalId: 'G', expectedOutcome: { accuracy: 0.9 } });
    expect(id).toHaveLength(36);
    expect(tracker.recordStep(id, 'chose', { state: { n: 1 }, decision: 'small', confidence: 0.7 })).toBe(
      true,
    );
    expect(tracker.completeAction(id, { status: 'ok', accuracy: 0.91 })).toBe(true);
    const span = recorded.named('invoke_agent trainer');
    expect(span.attributes).toMatchObject({
      'attribution.node_type': 'agent',
      'gen_ai.agent.name': 'trainer',
      'attribution.goal.id': 'G',
      'attribution.action.id': id,
      'attribution.action.type': 'fit',
      'attribution.action.expected_outcome': '{"accuracy":0.9}',
      'attribution.action.outcome': '{"status":"ok","accuracy":0.91}',
      'attribution.action.success_score': 1,
      'attribution.action.step_credits': [1],
      'attribution.outcome': 'success',
    });
    expect(span.events[0]?.attributes).toEqual({
      'attribution.step.index': 0,
      'attribution.step.description': 'chose',
      'attribution.step.state': '{"n":1}',
      'attribution.step.decision': 'small',
      'attribution.step.confidence': 0.7,
    });
  });

  it('says false for ids it does not know and for actions that are over', () => {
    const { tracker } = trackerWithClock();
    const id = tracker.beginAction(WORK);
    tracker.completeAction(id);
    for (const unknown of [id, 'nobody']) {
      expect(tracker.recordStep(unknown, 'x')).toBe(false);
      expect(tracker.recordObservation(unknown, 'x')).toBe(false);
      expect(tracker.completeAction(unknown)).toBe(false);
      expect(tracker.getAction(unknown)).toBeUndefined();
    }
  });

  it('is a step of the agent that runs around it, and takes its task', () => {
    const { tracker } = trackerWithClock();
    withAgent({ name: 'trainer', taskId: 'T' }, () => tracker.completeAction(tracker.beginAction(WORK)));
    expect(recorded.attributesOf('action fit')).toMatchObject({
      'attribution.node_type': 'step',
      'attribution.task.id': 'T',
    });
    expect(recorded.parentOf('action fit')).toBe('invoke_agent trainer');
  });

  it('marks the span as an error when the outcome states one', () => {
    const { tracker } = trackerWithClock();
    tracker.completeAction(tracker.beginAction(WORK), { error: 'disk full', errorType: 'DiskError' });
    const span = recorded.named('invoke_agent trainer');
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: 'disk full' });
    expect(span.attributes).toMatchObject({ 'error.type': 'DiskError', 'attribution.outcome': 'failure' });
  });
});

describe('row 16: an outcome of values that JSON cannot say', () => {
  it('is recorded all the same', () => {
    const { tracker, sink } = trackerWithClock();
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const id = tracker.beginAction({ ...WORK, goalId: 'G' });
    tracker.completeAction(id, { cycle, big: 10n, error: new TypeError('not a number') });
    const span = recorded.named('invoke_agent trainer');
    expect(span.status.message).toBe('not a number');
    expect(span.attributes['attribution.action.success_score']).toBe(0);
    expect(sink.records[0]?.response).toBe('{"cycle":"[object Object]","big":"10","error":"not a number"}');
  });
});

describe('row 17: observations', () => {
  it('are events of their own, and beat what the agent claims', () => {
    const { tracker } = trackerWithClock();
    const id = tracker.beginAction({ ...WORK, acceptanceCriteria: ['accuracy >= 0.83'] });
    tracker.recordObservation(id, 'external', { source: 'evaluator', data: { accuracy: 0.4 } });
    tracker.completeAction(id, { status: 'ok', accuracy: 0.99 });
    expect(eventNames('invoke_agent trainer')).toEqual(['attribution.observation']);
    const attributes = recorded.attributesOf('invoke_agent trainer');
    expect(attributes).toMatchObject({
      'attribution.action.success_score': 0,
      'attribution.outcome': 'failure',
      'attribution.action.acceptance_criteria': ['accuracy >= 0.83'],
    });
    expect(JSON.parse(String(attributes['attribution.action.criteria_verdicts']))).toEqual([
      { target: 'accuracy', verdict: 'fail', source: 'observation' },
    ]);
  });

  it('are judged as they were, whatever becomes of the object they came in', () => {
    const { tracker, sink } = trackerWithClock();
    const id = tracker.beginAction({ ...WORK, expectedOutcome: { seen: { up: true } } });
    const data = { seen: { up: true } };
    tracker.recordObservation(id, 'sensor', { data });
    data.seen.up = false;
    tracker.completeAction(id);
    expect(sink.records[0]?.attributionChain.successScore).toBe(1);
  });
});

describe('row 18: an expected outcome', () => {
  it.each([
    [{}, undefined, 0.5],
    [{ status: 'ok' }, 'success', 0.5],
    [{ status: 'error' }, 'failure', 0],
  ])('that nobody stated leaves %j with the outcome %s and the score %d', (outcome, stated, score) => {
    const { tracker } = trackerWithClock();
    tracker.completeAction(tracker.beginAction(WORK), outcome);
    const attributes = recorded.attributesOf('invoke_agent trainer');
    expect(attributes['attribution.outcome']).toBe(stated);
    expect(attributes['attribution.action.success_score']).toBe(score);
  });

  it('is met by a long text that is equal to it, though both are cut', () => {
    const { tracker, sink } = trackerWithClock();
    const text = 'word '.repeat(300);
    const id = tracker.beginAction({ ...WORK, goalId: 'G', expectedOutcome: { text } });
    tracker.completeAction(id, { text });
    expect(sink.records[0]?.attributionChain.successScore).toBe(1);
  });

  it('that is met in part is a partial success, whatever the status claims', () => {
    const { tracker } = trackerWithClock();
    const id = tracker.beginAction({ ...WORK, expectedOutcome: { a: 1, b: 2 } });
    tracker.completeAction(id, { status: 'success', a: 1 });
    expect(recorded.attributesOf('invoke_agent trainer')).toMatchObject({
      'attribution.outcome': 'partial',
      'attribution.action.success_score': 0.5,
    });
  });
});

describe('row 20: credits', () => {
  it('belong to their own steps when there are more than the chain shows', () => {
    const { tracker, sink } = trackerWithClock();
    const id = tracker.beginAction(WORK);
    for (let step = 0; step < 51; step++) tracker.recordStep(id, `step ${step}`);
    tracker.completeAction(id);
    const chain = sink.records[0]?.attributionChain;
    expect(chain?.stepsSummary).toHaveLength(50);
    expect(chain?.stepsSummary[0]).toMatchObject({
      stepIndex: 1,
      description: 'step 1',
      credit: chain?.stepCredits[1],
    });
    expect(chain?.stepsSummary.at(-1)).toMatchObject({ stepIndex: 50, credit: chain?.stepCredits[50] });
    expect(Object.keys(chain?.stepCredits ?? {})).toHaveLength(51);
  });
});

describe('row 21: the causal tree', () => {
  it('is the tree of spans, also below an action that is over', () => {
    const { tracker } = trackerWithClock();
    const a = tracker.beginAction({ agentId: 'a', actionType: 't' });
    const b = tracker.beginAction({ agentId: 'b', actionType: 't', parentActionId: a });
    tracker.completeAction(b);
    const c = tracker.beginAction({ agentId: 'c', actionType: 't', parentActionId: b });
    tracker.completeAction(c);
    tracker.completeAction(a);
    expect(recorded.parentOf('invoke_agent c')).toBe('invoke_agent b');
    expect(recorded.parentOf('invoke_agent b')).toBe('invoke_agent a');
    expect(recorded.attributesOf('invoke_agent c')['attribution.action.parent_id']).toBe(b);
  });

  it('makes an action of the same agent a step of it', () => {
    const { tracker } = trackerWithClock();
    const parent = tracker.beginAction(WORK);
    tracker.completeAction(tracker.beginAction({ ...WORK, actionType: 'load', parentActionId: parent }));
    expect(recorded.attributesOf('action load')['attribution.node_type']).toBe('step');
  });
});

describe('row 26: secrets', () => {
  it('leave neither on the span nor in the record', () => {
    const { tracker, sink } = trackerWithClock();
    const secret = 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD';
    const id = tracker.beginAction({
      ...WORK,
      goalId: 'G',
      expectedOutcome: { key: secret },
      acceptanceCriteria: [`uses ${secret} at all times`],
    });
    tracker.recordStep(id, `with ${secret}`, { decision: secret, state: { secret, password: 12_345 } });
    tracker.recordStep(id, `${'word '.repeat(97)} ${secret}`);
    tracker.recordObservation(id, 'external', { source: secret, data: { nested: { secret } } });
    tracker.completeAction(id, { error: `refused ${secret}`, headers: [{ authorization: secret }] });
    const span = recorded.named('invoke_agent trainer');
    const everything = JSON.stringify([span.attributes, span.events, span.status, sink.records]);
    expect(everything).not.toMatch(/sk-proj|12345/);
    expect(everything).toContain('[REDACTED:');
  });

  it('are still compared as they are', () => {
    const { tracker, sink } = trackerWithClock();
    const commit = '3f786850e387550fdab836ed7e6dc881de23001b';
    const id = tracker.beginAction({ ...WORK, expectedOutcome: { commit } });
    tracker.recordStep(id, 'x');
    tracker.completeAction(id, { commit });
    expect(sink.records[0]?.attributionChain.successScore).toBe(1);
  });
});

describe('row 27: what is known', () => {
  it('of an open action is what was recorded, and a copy', () => {
    const { tracker, clock } = trackerWithClock();
    const id = tracker.beginAction(WORK);
    clock.now = 5;
    tracker.recordStep(id, 'x');
    const before = tracker.getAction(id);
    tracker.recordStep(id, 'y');
    expect(before).toMatchObject({
      actionId: id,
      agentId: 'trainer',
      startedAtMs: 0,
      steps: [{ description: 'x', timestampMs: 5 }],
    });
    expect(before?.steps).toHaveLength(1);
  });

  it('counts begun as completed and open', () => {
    const { tracker } = trackerWithClock();
    const [first] = [tracker.beginAction(WORK), tracker.beginAction(WORK)];
    tracker.recordStep(first ?? '', 'x');
    tracker.recordObservation(first ?? '', 'x');
    tracker.completeAction(first ?? '');
    expect(tracker.getStats()).toEqual({
      totalBegun: 2,
      totalCompleted: 1,
      totalTimedOut: 0,
      totalEvicted: 0,
      totalStepsRecorded: 1,
      totalObservationsRecorded: 1,
      totalSubmitted: 1,
      sinkFailures: 0,
      openCount: 1,
    });
  });
});

describe('200 actions of 50 steps in parallel branches', () => {
  it('lose nothing and mix nothing', async () => {
    const { tracker, sink } = trackerWithClock();
    await withAgent('boss', () =>
      Promise.all(
        Array.from({ length: 200 }, async (_, branch) => {
          const id = tracker.beginAction({ agentId: `agent ${branch}`, actionType: 't' });
          for (let step = 0; step < 50; step++) {
            await nextTurn();
            tracker.recordStep(id, `${branch}/${step}`);
          }
          expect(tracker.completeAction(id, { branch })).toBe(true);
        }),
      ),
    );
    expect(tracker.getStats()).toMatchObject({
      totalBegun: 200,
      totalCompleted: 200,
      totalStepsRecorded: 10_000,
      openCount: 0,
    });
    expect(new Set(sink.records.map(({ actionId }) => actionId)).size).toBe(200);
    for (let branch = 0; branch < 200; branch++) {
      const span = recorded.named(`invoke_agent agent ${branch}`);
      expect(span.attributes['attribution.action.outcome']).toBe(`{"branch":${branch}}`);
      expect(span.events.map(({ attributes }) => attributes?.['attribution.step.description'])).toEqual(
        Array.from({ length: 50 }, (_, step) => `${branch}/${step}`),
      );
      expect(recorded.parentOf(span.name)).toBe('invoke_agent boss');
    }
  });
});

describe('row 54: when nobody would be told', () => {
  beforeEach(() => recorded.stop());

  it('tracks nothing without an SDK, a sink and a listener', () => {
    const { tracker, timers } = trackerWithClock({ sinks: [] });
    const id = tracker.beginAction(WORK);
    expect(id).toBe(UNTRACKED_ACTION_ID);
    expect(tracker.recordStep(id, 'x')).toBe(false);
    expect(tracker.recordObservation(id, 'x')).toBe(false);
    expect(tracker.completeAction(id)).toBe(false);
    expect(tracker.getStats()).toMatchObject({ totalBegun: 0, openCount: 0 });
    expect(timers).toEqual([]);
  });

  it('tracks for a sink without an SDK', () => {
    const { tracker, sink } = trackerWithClock();
    const id = tracker.beginAction({ ...WORK, goalId: 'G' });
    expect(tracker.completeAction(id)).toBe(true);
    expect(sink.records).toHaveLength(1);
    expect(trace.getSpan(context.active())).toBeUndefined();
  });

  it('tracks nothing when switched off, sinks or not', async () => {
    vi.stubEnv('AGENT_ATTRIBUTION_ENABLED', 'false');
    vi.resetModules();
    const { ActionTracker: SwitchedOff } = await import('./action-tracker.js');
    const sink = new MemoryExperienceSink();
    const tracker = new SwitchedOff({ sinks: [sink] });
    expect(tracker.completeAction(tracker.beginAction({ ...WORK, goalId: 'G' }))).toBe(false);
    expect(sink.records).toEqual([]);
    vi.unstubAllEnvs();
    vi.resetModules();
  });
});
