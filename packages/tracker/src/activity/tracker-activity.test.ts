import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestTrace } from '../ingest.js';
import type { TestTracker } from '../testing/api.js';
import { NOW_MS, openTestTracker } from '../testing/api.js';
import { attributionSpan, failing, healthy, runOf, withRoot } from '../testing/runs.js';
import { agent, llm, spansOf, traceIdOf } from '../testing/spans.js';
import type { TrackerEvent } from './event-hub.js';
import { createTrackerActivity } from './tracker-activity.js';
import type { TrackerActivity } from './tracker-activity.js';

let tracker: TestTracker;
let activity: TrackerActivity;
let nowMs: number;
let seen: TrackerEvent[];
beforeEach(async () => {
  tracker = await openTestTracker();
  nowMs = NOW_MS;
  activity = createTrackerActivity({ store: tracker.store, now: () => nowMs });
  seen = [];
  activity.events.subscribe({ deliver: (event) => seen.push(event) > 0 });
});
afterEach(() => tracker.close());

const ofType = (type: string) => seen.filter((event) => event.type === type).map(({ data }) => data);

describe('what goes on in a tracker', () => {
  it('tells of each verdict, and of a better one', async () => {
    const { spans, report } = runOf(failing);
    await ingestTrace(tracker.store, { spans }, activity);
    await ingestTrace(tracker.store, { spans }, activity);
    await ingestTrace(
      tracker.store,
      { spans: [...spans, attributionSpan({ ...report, revision: 2 })] },
      activity,
    );
    expect(ofType('trace.attributed')).toMatchObject([
      { traceId: report.traceId, revision: 1, rootCauseAgent: 'researcher' },
      { revision: 2 },
    ]);
  });

  it('row 25: tells of a completed action with its seven fields', async () => {
    const action = withRoot(healthy, {
      [ATTRIBUTION_INPUT.actionId]: 'action-1',
      [ATTRIBUTION_INPUT.actionType]: 'report',
      [ATTRIBUTION_INPUT.goalId]: 'goal-1',
      [ATTRIBUTION_INPUT.outcome]: 'partial',
      'gen_ai.agent.id': 'agent-1',
    });
    await ingestTrace(tracker.store, { spans: spansOf(action) }, activity);
    expect(ofType('agent.action.completed')).toEqual([
      {
        actionId: 'action-1',
        agentId: 'agent-1',
        actionType: 'report',
        goalId: 'goal-1',
        durationSeconds: expect.any(Number),
        stepCount: 0,
        successScore: 0.5,
      },
    ]);
  });

  it('row 10: tells of a trend that turned, keeps it, and looks at most once an hour', async () => {
    /** One run of each day from the first to the last, counted back from now. */
    const ingestDays = async (first: number, last: number, error?: string) => {
      for (let day = first; day >= last; day--) {
        const place = { traceId: traceIdOf(day + 1), startMs: NOW_MS - day * 86_400_000 };
        const spans = spansOf(agent('writer', [llm()], error), place);
        await ingestTrace(tracker.store, { spans }, activity);
      }
      await activity.settled();
    };
    await ingestDays(20, 12);
    nowMs += 3_600_000;
    await ingestDays(11, 11);
    nowMs += 3_599_999;
    await ingestDays(10, 1, 'broke');
    expect(ofType('performance.inflection')).toEqual([]);
    nowMs += 1;
    await ingestDays(0, 0, 'broke');
    const turn = {
      agentId: 'writer',
      metricName: 'success_rate',
      windowSize: '90d',
      oldDirection: 'stable',
      newDirection: 'declining',
    };
    expect(ofType('performance.inflection')).toContainEqual(expect.objectContaining(turn));
    expect(await tracker.store.inflectionsOf('writer', 0)).toContainEqual(expect.objectContaining(turn));
  });

  it('counts a run once, however often it is judged again', async () => {
    const { spans, report } = runOf(failing);
    await ingestTrace(tracker.store, { spans }, activity);
    await ingestTrace(
      tracker.store,
      { spans: [...spans, attributionSpan({ ...report, revision: 2 })] },
      activity,
    );
    expect(activity.counters.runs).toEqual(new Map([['failure', 1]]));
    expect(activity.counters.agents.get('researcher')).toMatchObject({ runs: 1, failures: 1 });
  });

  it('names 200 agents and counts the others together', () => {
    const { record } = runOf(healthy);
    const [row] = record.contributions;
    if (row === undefined) throw new Error('no contribution');
    const contributions = Array.from({ length: 250 }, (_, n) => ({ ...row, agentName: `agent ${n}` }));
    activity.counters.add({ outcome: 'success', failureCategory: null, contributions });
    expect(activity.counters.agents.size).toBe(201);
    expect(activity.counters.agents.get('other')?.runs).toBe(50);
  });
});
