import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrackerActivity } from '../activity/tracker-activity.js';
import { ingestTrace } from '../ingest.js';
import type { TestTracker } from '../testing/api.js';
import { NOW_MS, openTestTracker } from '../testing/api.js';
import { failing, healthy, runOf, withRoot } from '../testing/runs.js';
import type { Draft } from '../testing/spans.js';
import { agent, llm, spanIdOf, spansOf, START_MS, tool, traceIdOf, workflow } from '../testing/spans.js';

let tracker: TestTracker;
beforeEach(async () => {
  tracker = await openTestTracker();
});
afterEach(() => tracker.close());

const get = (path: string) => tracker.get(path);
const with_ = (draft: Draft, attributes: Draft['attributes']): Draft => ({
  ...draft,
  attributes: { ...draft.attributes, ...attributes },
});
const keep = (draft: Draft, n = 1) =>
  tracker.store.saveRun(runOf(draft, { traceId: traceIdOf(n), startMs: START_MS + n }).record);
const namesIn = async (path: string): Promise<unknown[]> => {
  const { body } = await get(path);
  return (body as { executions: { agentName: string }[] }).executions.map(({ agentName }) => agentName);
};

const skipped = with_(agent('shy', []), {
  [ATTRIBUTION_INPUT.outcome]: 'skipped',
  [ATTRIBUTION_INPUT.relevanceScore]: 0.2,
  [ATTRIBUTION_INPUT.relevanceReason]: 'not my field',
});
const judged = (name: string, score: number, valid: boolean): Draft =>
  agent(name, [
    with_(llm(), {
      [ATTRIBUTION_INPUT.responseValid]: valid,
      [ATTRIBUTION_INPUT.responseQualityScore]: score,
      [ATTRIBUTION_INPUT.responseErrors]: valid ? [] : ['refusal'],
    }),
  ]);

const post = async (path: string, body: unknown, type = 'application/json') => {
  const response = await tracker.app.request(path, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const statusNow = async () => ((await get('/api/tasks/task-1')).body as { status: string }).status;

const validate = (body: object) => post('/api/tasks/task-1/validation', body);
const feedback = (value: string) => post('/api/tasks/task-1/feedback', { feedback: value });

describe('executions', () => {
  it('row 46: each has a status, a stage, its model and its error', async () => {
    await keep(failing);
    expect(await get(`/api/executions/${traceIdOf(1)}-${spanIdOf(4)}`)).toMatchObject({
      status: 200,
      body: {
        agentName: 'researcher',
        status: 'timeout',
        currentStage: 'post_process',
        llmModel: 'test-model',
        llmCalls: 1,
        llmTokensUsed: 1800,
        llmLatencyMs: 10,
        errorMessage: 'search timed out after 30 s',
      },
    });
  });

  it('row 51: failed ones include those that timed out', async () => {
    await keep(failing);
    await keep(workflow('w', [agent('broken', [llm()], 'boom')]), 1000);
    expect(await namesIn('/api/executions/failed')).toEqual(['broken', 'researcher']);
    expect(await namesIn('/api/executions?status=timeout')).toEqual(['researcher']);
  });

  it('row 51: slow ones come slowest first, from the threshold on', async () => {
    await keep(failing);
    const { body } = await get('/api/executions/slow?thresholdMs=0');
    const durations = (body as { executions: { durationMs: number }[] }).executions.map(
      ({ durationMs }) => durationMs,
    );
    expect(durations).toEqual(durations.toSorted((a, b) => b - a));
    const most = durations[0] ?? 0;
    expect(await namesIn(`/api/executions/slow?thresholdMs=${most}`)).toHaveLength(1);
    expect(await namesIn(`/api/executions/slow?thresholdMs=${most + 0.001}`)).toEqual([]);
  });

  it('row 56: skipped ones stay skipped and say why', async () => {
    await keep(workflow('w', [skipped, agent('writer', [llm()])]));
    expect(await get('/api/executions/skipped')).toMatchObject({
      body: { executions: [{ agentName: 'shy', relevanceScore: 0.2, relevanceReasoning: 'not my field' }] },
    });
  });

  it('row 51: poor responses lie below the threshold, the worst first; the threshold itself is not poor', async () => {
    await keep(
      workflow('w', [judged('fair', 0.69, true), judged('good', 0.7, true), judged('bad', 0.1, false)]),
    );
    expect(await namesIn('/api/executions/poor-responses')).toEqual(['bad', 'fair']);
    expect(await namesIn('/api/executions/invalid-responses')).toEqual(['bad']);
    expect(await get('/api/executions/quality')).toMatchObject({
      body: {
        quality: {
          totalResponses: 3,
          invalidResponses: 1,
          qualityDistribution: { excellent: 0, good: 1, fair: 1, poor: 1 },
          commonErrors: [{ error: 'refusal', count: 1 }],
        },
      },
    });
  });

  it('start within the hours asked for', async () => {
    await keep(healthy);
    const hours = (NOW_MS - START_MS) / 3_600_000;
    expect(await namesIn(`/api/executions?hours=${hours}`)).toHaveLength(2);
    expect(await namesIn(`/api/executions?hours=${hours - 0.01}`)).toEqual([]);
  });

  it('are paged through once each', async () => {
    for (let n = 1; n <= 3; n++) await keep(healthy, n);
    const ids: string[] = [];
    let path = '/api/executions?limit=4';
    for (;;) {
      const { body } = await get(path);
      const page = body as { executions: { executionId: string }[]; nextCursor: string | null };
      ids.push(...page.executions.map(({ executionId }) => executionId));
      if (page.nextCursor === null) break;
      path = `/api/executions?limit=4&cursor=${page.nextCursor}`;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(6);
  });

  it('row 52: says why an agent did not fire', async () => {
    await keep(withRoot(workflow('w', [skipped]), { [GEN_AI.conversationId]: 'talk' }));
    expect(await get('/api/debug/agents/shy?conversationId=talk')).toMatchObject({
      body: { status: 'skipped' },
    });
    expect(await get('/api/debug/agents/nobody?conversationId=talk')).toMatchObject({
      body: { status: 'never_invoked' },
    });
  });
});

describe('what is told of a run', () => {
  const caller = workflow('w', [
    agent('lead', [
      llm(),
      with_(agent('helper', [llm()]), { [ATTRIBUTION_INPUT.callReason]: 'facts' }),
      agent('critic', [llm()]),
    ]),
  ]);

  it('row 48: the call chain has depth, order and reason', async () => {
    await keep(caller);
    expect(await get(`/api/traces/${traceIdOf(1)}/call-chain`)).toMatchObject({
      body: {
        roots: [
          {
            agent: 'lead',
            calls: [
              { depth: 1, sequence: 0, parentAgent: 'lead', childAgent: 'helper', callReason: 'facts' },
              { depth: 1, sequence: 1, parentAgent: 'lead', childAgent: 'critic', callReason: null },
            ],
          },
        ],
      },
    });
  });

  it('row 47: the timeline is in order of time and shows what failed', async () => {
    await keep(failing);
    const { body } = await get(`/api/traces/${traceIdOf(1)}/timeline`);
    const { stages } = body as { stages: { timestamp: string; status: string; agent: string }[] };
    expect(stages.map(({ timestamp }) => timestamp)).toEqual(
      stages.map(({ timestamp }) => timestamp).toSorted(),
    );
    expect(stages).toContainEqual(
      expect.objectContaining({ agent: 'researcher', stage: 'complete', status: 'failed' }),
    );
  });

  it('rows 36 and 42: the evidence has tool results whole, and keeps failed members', async () => {
    const result = 'fact '.repeat(10_000);
    const search = tool('search', undefined, { 'gen_ai.tool.call.result': result });
    await keep(workflow('w', [agent('writer', [search]), agent('critic', [llm()], 'gave up')]));
    const path = `/api/traces/${traceIdOf(1)}/evidence`;
    expect(await get(path)).toMatchObject({
      body: {
        packet: {
          mainRun: { toolResults: [{ toolName: 'search', content: result }] },
          teamNodeResults: [{ node: 'critic', success: false, error: 'gave up' }],
        },
        metadata: { toolResultCount: 1 },
      },
    });
    for (const response of [
      await tracker.app.request(`${path}?format=text`),
      await tracker.app.request(path, { headers: { accept: 'text/plain' } }),
    ]) {
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(await response.text()).toContain(result);
    }
  });

  it('row 34: the failure analysis names the decision that failed', async () => {
    await keep(failing);
    const path = `/api/traces/${traceIdOf(1)}/failure-analysis`;
    expect(await get(path)).toMatchObject({
      body: { analysis: { rootCause: 'search timed out after 30 s' }, rootCause: { agent: 'researcher' } },
    });
    expect(await (await tracker.app.request(`${path}?format=text`)).text()).toContain('Failure Point');
  });

  it('row 34: a comparison names the first divergence', async () => {
    await keep(failing, 1);
    await keep(healthy, 2);
    expect(await get(`/api/compare?a=${traceIdOf(1)}&b=${traceIdOf(2)}`)).toMatchObject({
      body: {
        differences: expect.arrayContaining(['Status: failed vs completed']),
        firstDivergence: { index: 0, kind: 'other_outcome' },
        decisions: [
          [expect.stringContaining('✗ [researcher]')],
          expect.arrayContaining([expect.stringContaining('✓ [researcher]')]),
        ],
      },
    });
    expect(await get(`/api/compare?a=${traceIdOf(1)}&b=${traceIdOf(1)}`)).toMatchObject({
      body: { differences: [], firstDivergence: null },
    });
  });

  it('row 34: patterns and suggestions are of the goal alone', async () => {
    const ofGoal = withRoot(failing, { [ATTRIBUTION_INPUT.goalId]: 'g' });
    for (const n of [1, 2]) await keep(ofGoal, n);
    await keep(healthy, 3);
    expect(await get('/api/goals/g/patterns')).toMatchObject({
      body: { runCount: 2, commonFailures: [{ error: 'search timed out after 30 s', count: 2 }] },
    });
    expect(await get('/api/goals/*/patterns')).toMatchObject({ body: { runCount: 3 } });
    expect(await get('/api/goals/g/suggestions')).toMatchObject({
      body: { suggestions: expect.arrayContaining([expect.objectContaining({ target: 'researcher' })]) },
    });
  });

  it('finds the actions that only the failed runs of a task have', async () => {
    const ofTask = { [ATTRIBUTION_INPUT.taskId]: 'T' };
    await keep(withRoot(failing, ofTask), 1);
    await keep(withRoot(healthy, ofTask), 2);
    const { body } = await get('/api/tasks/T/suspicious-actions');
    expect(body).toMatchObject({ failedRuns: 1, passedRuns: 1 });
    const { actions } = body as { actions: { action: string; suspiciousness: number }[] };
    expect(actions[0]?.action).toContain('researcher|search|');
  });

  it('is not read again by who has it already', async () => {
    await keep(healthy);
    const path = `/api/traces/${traceIdOf(1)}`;
    const etag = (await tracker.app.request(path)).headers.get('etag') ?? '';
    const again = await tracker.app.request(path, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });
});

describe('an agent over time', () => {
  it('row 55: has its figures from roll-ups, in all and by day', async () => {
    for (let n = 1; n <= 4; n++) await keep(n % 2 === 0 ? failing : healthy, n);
    expect(await get('/api/agents/researcher/performance')).toMatchObject({
      body: {
        totalExecutions: 4,
        timedOut: 2,
        errorRate: 0.5,
        days: [{ date: '2023-11-14', totalExecutions: 4 }],
      },
    });
    expect(await get('/api/agents/nobody/performance')).toMatchObject({ status: 404 });
  });

  it('row 10: has windows and trends', async () => {
    for (let n = 1; n <= 6; n++) await keep(healthy, n);
    expect(await get('/api/agents/writer/trends')).toMatchObject({
      body: {
        tasksCompleted7d: 6,
        windows: [{ windowSize: '7d', successRate: 1 }, { windowSize: '30d' }, { windowSize: '90d' }],
        trends: expect.arrayContaining([expect.objectContaining({ metricName: 'success_rate' })]),
      },
    });
  });
});

describe('what is said of a task', () => {
  const task = withRoot(healthy, { [ATTRIBUTION_INPUT.taskId]: 'task-1' });
  it.each([
    [{ status: 'accepted' }, 'awaiting_feedback'],
    [{ status: 'insufficient_evidence' }, 'needs_review'],
    [{ status: 'validator_error' }, 'needs_review'],
    [{ status: 'rejected' }, 'needs_revision'],
    [{ status: 'rejected', attempt: 2 }, 'failed'],
    [{ passed: true, score: 0.75 }, 'awaiting_feedback'],
    [{ passed: true, score: 0.74 }, 'needs_revision'],
  ])('row 39: the validation %j leads to %s', async (validation, status) => {
    await keep(task);
    expect(await validate(validation)).toMatchObject({ status: 200, body: { status } });
    expect(await statusNow()).toBe(status);
  });

  it('row 41: a validation keeps what it was based on', async () => {
    await keep(task);
    await validate({ status: 'accepted' });
    expect(await get('/api/tasks/task-1')).toMatchObject({
      body: {
        history: [
          { kind: 'validation', value: 'accepted', body: { attempt: 1, evidence: { toolResultCount: 1 } } },
        ],
      },
    });
  });

  it.each([
    ['satisfied', 'closed', false],
    ['abandon', 'abandoned', false],
    ['revise', 'needs_revision', true],
  ])('row 39: the feedback %s leads to %s', async (value, status, isOpen) => {
    await keep(task);
    expect(await feedback(value)).toMatchObject({ body: { status, isOpen, isExecutionActive: false } });
  });

  it('a task that is over stays as it is, and keeps its reason', async () => {
    await keep(task);
    const { body: closed } = await feedback('satisfied');
    expect(await validate({ status: 'rejected' })).toMatchObject({
      body: { status: 'closed', closeReason: closed['closeReason'], closedAt: closed['closedAt'] },
    });
  });

  it('a revision of the verdict does not overwrite what a person said', async () => {
    await keep(task);
    await feedback('satisfied');
    const again = runOf(task, { traceId: traceIdOf(1), startMs: START_MS + 1 }, { revision: 2 });
    expect(await tracker.store.saveRun(again.record)).toBe('replaced');
    expect(await statusNow()).toBe('closed');
  });

  it('row 40: needs_review waits for a person, whatever runs meanwhile; another open task moves on', async () => {
    await keep(task);
    await validate({ status: 'insufficient_evidence' });
    await keep(task, 2);
    expect(await statusNow()).toBe('needs_review');
    await feedback('revise');
    await keep(task, 3);
    expect(await statusNow()).toBe('awaiting_feedback');
  });

  it('tells listeners of a new status once', async () => {
    await keep(task);
    const activity = createTrackerActivity({ store: tracker.store, now: () => NOW_MS });
    const seen: unknown[] = [];
    activity.events.subscribe({ deliver: ({ data }) => seen.push(data) > 0 });
    const app = tracker.appWith({ activity });
    for (let n = 0; n < 2; n++) {
      await app.request('/api/tasks/task-1/feedback', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"feedback":"satisfied"}',
      });
    }
    expect(seen).toEqual([
      { taskId: 'task-1', traceId: traceIdOf(1), from: 'awaiting_feedback', to: 'closed' },
    ]);
  });

  it.each([
    ['/api/tasks/task-1/feedback', '{', 'application/json', 400],
    ['/api/tasks/task-1/feedback', '[]', 'application/json', 400],
    ['/api/tasks/task-1/feedback', '{"feedback":"great"}', 'application/json', 400],
    ['/api/tasks/task-1/validation', '{"status":"accepted","attempt":0}', 'application/json', 400],
    ['/api/tasks/task-1/feedback', '{"feedback":"satisfied"}', 'text/plain', 415],
    ['/api/tasks/nobody/feedback', '{"feedback":"satisfied"}', 'application/json', 404],
    ['/api/tasks/task-1/feedback', `{"comment":"${'x'.repeat(262_144)}"}`, 'application/json', 413],
  ])('%s refuses %.40s as %s with %i', async (path, body, type, status) => {
    await keep(task);
    expect(await post(path, body, type)).toMatchObject({ status, body: { status } });
  });
});

describe('GET /metrics', () => {
  it('counts runs, agents and the pipeline', async () => {
    const activity = createTrackerActivity({ store: tracker.store, now: () => NOW_MS });
    await ingestTrace(tracker.store, { spans: spansOf(failing) }, activity);
    const app = tracker.appWith({ activity, processorCounters: () => ({ late_spans: 3 }) });
    const response = await app.request('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await response.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'attribution_processor_late_spans_total 3',
        'attribution_runs_total{outcome="failure"} 1',
        'attribution_failures_total{failure_category="timeout"} 1',
        'attribution_agent_failures_total{agent="researcher"} 1',
        'attribution_tracker_stored_runs 1',
      ]),
    );
  });
});
