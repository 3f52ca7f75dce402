import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestTracker } from '../testing/api.js';
import { NOW_MS, openTestTracker } from '../testing/api.js';
import { failing, healthy, nthRun, runOf, withRoot } from '../testing/runs.js';
import { agent, llm, spanIdOf, START_MS, traceIdOf } from '../testing/spans.js';
import type { TraceView } from './views.js';

let tracker: TestTracker;
beforeEach(async () => {
  tracker = await openTestTracker();
});
afterEach(() => tracker.close());

const get = (path: string) => tracker.get(path);

const idsOf = async (path: string): Promise<{ ids: string[]; next: string | null }> => {
  const { body } = await get(path);
  const { traces, nextCursor } = body as { traces: { traceId: string }[]; nextCursor: string | null };
  return { ids: traces.map(({ traceId }) => traceId), next: nextCursor };
};

const daysAgo = (days: number) => ({ startMs: NOW_MS - days * 86_400_000 });

describe('GET /api/tasks/{id}', () => {
  const ofTask = withRoot(failing, {
    [ATTRIBUTION_INPUT.taskId]: 'task-1',
    [ATTRIBUTION_INPUT.goalId]: 'goal-1',
    [GEN_AI.conversationId]: 'talk-1',
  });

  it('row 11: is the task with its attribution', async () => {
    const { record, report } = runOf(ofTask);
    await tracker.store.saveRun(record);
    expect(await get('/api/tasks/task-1')).toEqual({
      status: 200,
      body: {
        id: 'task-1',
        status: 'failed',
        isOpen: false,
        isExecutionActive: false,
        requiresUserAction: false,
        title: 'invoke_workflow report',
        goalId: 'goal-1',
        conversationId: 'talk-1',
        traceId: report.traceId,
        traceIds: [report.traceId],
        createdAt: new Date(NOW_MS).toISOString(),
        updatedAt: new Date(NOW_MS).toISOString(),
        metadata: { attribution: report },
        closeReason: null,
        closedAt: null,
        history: [],
      },
    });
  });

  it('row 11: is about the newest run and lists the others', async () => {
    for (const n of [1, 2]) {
      const place = { traceId: traceIdOf(n), startMs: START_MS + n };
      await tracker.store.saveRun(runOf(ofTask, place).record);
    }
    expect(await get('/api/tasks/task-1')).toMatchObject({
      body: { traceId: traceIdOf(2), traceIds: [traceIdOf(2), traceIdOf(1)] },
    });
  });

  it('takes a trace id where a run serves no task', async () => {
    const { record, report } = runOf(healthy);
    await tracker.store.saveRun(record);
    expect(await get(`/api/tasks/${report.traceId}`)).toMatchObject({
      status: 200,
      body: { id: report.traceId, status: 'awaiting_feedback', isOpen: true, requiresUserAction: true },
    });
  });

  it('row 11: is a problem document when there is none', async () => {
    expect(await get('/api/tasks/nobody')).toEqual({
      status: 404,
      body: {
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        detail: 'There is no task and no trace with this id, or it was purged.',
      },
    });
  });
});

describe('GET /api/traces', () => {
  beforeEach(async () => {
    for (let n = 1; n <= 6; n++) await tracker.store.saveRun(nthRun(n, START_MS).record);
  });

  it('row 9: finds failures by the type of the node that failed, and names that node', async () => {
    const { body } = await get('/api/traces?nodeType=tool_invocation');
    const { traces } = body as { readonly traces: readonly TraceView[] };
    expect(traces.map(({ traceId }) => traceId)).toEqual([traceIdOf(6), traceIdOf(3)]);
    for (const { traceId, rootCause } of traces) {
      const { body: span } = await get(`/api/traces/${traceId}/spans/${rootCause?.spanId ?? ''}`);
      expect(span).toMatchObject({ nodeType: 'tool_invocation', agent: rootCause?.agent, status: 'error' });
    }
  });

  it('lists runs with their verdict, newest first', async () => {
    const { body } = await get('/api/traces?limit=1&outcome=failure');
    expect(body).toMatchObject({
      traces: [
        {
          traceId: traceIdOf(6),
          name: 'invoke_workflow report',
          outcome: 'failure',
          verdict: 'attributed',
          rootCause: { agent: 'researcher', nodeType: 'tool_invocation', failureCategory: 'timeout' },
          agents: ['planner', 'researcher'],
          startedAt: new Date(START_MS + 6 * 60_000).toISOString(),
          tokens: 1910,
        },
      ],
      nextCursor: expect.any(String),
    });
    expect(JSON.stringify(body)).not.toContain('contributions');
  });

  it.each([
    ['agent=planner', [6, 3]],
    ['status=failed', [6, 3]],
    ['outcome=success&limit=2', [5, 4]],
    ['verdict=healthy', [5, 4, 2, 1]],
    ['category=timeout', [6, 3]],
    ['nodeType=tool_invocation', [6, 3]],
    ['goal=g', []],
    ['conversation=c', []],
    ['task=t', []],
    ['agent=&outcome=', [6, 5, 4, 3, 2, 1]],
    [`from=${START_MS + 5 * 60_000}`, [6, 5]],
    [`to=${new Date(START_MS + 2 * 60_000).toISOString()}`, [1]],
  ])('row 35: is filtered by %s', async (query, expected) => {
    expect((await idsOf(`/api/traces?${query}`)).ids).toEqual(expected.map(traceIdOf));
  });

  it('pages through all runs once while others arrive', async () => {
    const first = await idsOf('/api/traces?limit=4');
    await tracker.store.saveRun(nthRun(7, START_MS).record);
    const second = await idsOf(`/api/traces?limit=4&cursor=${first.next}`);
    expect([...first.ids, ...second.ids]).toEqual([6, 5, 4, 3, 2, 1].map(traceIdOf));
    expect(second.next).toBeNull();
  });

  it.each(['limit=1', 'limit=200'])('accepts %s', async (query) => {
    expect(await get(`/api/traces?${query}`)).toMatchObject({ status: 200 });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['outcome=great', 'outcome'],
    ['status=done', 'status'],
    ['verdict=guilty', 'verdict'],
    ['category=bad_luck', 'category'],
    ['nodeType=tool', 'nodeType'],
    ['from=yesterday', 'from'],
    ['to=2026-13-01', 'to'],
    ['agents=a', 'agents'],
  ])('names the parameter that is wrong in %s', async (query, parameter) => {
    expect(await get(`/api/traces?${query}`)).toMatchObject({
      status: 400,
      body: { status: 400, parameter, detail: expect.stringContaining(`"${parameter}"`) },
    });
  });
});

describe('GET /api/traces/{traceId}', () => {
  it('is the run with its attribution', async () => {
    const { record, report } = runOf(failing);
    await tracker.store.saveRun(record);
    expect(await get(`/api/traces/${report.traceId}`)).toMatchObject({
      status: 200,
      body: { traceId: report.traceId, outcome: 'failure', attribution: report },
    });
  });

  it('tells its revisions, the newest first', async () => {
    await tracker.store.saveRun(runOf(failing).record);
    const { record, report } = runOf(healthy, {}, { revision: 2 });
    await tracker.store.saveRun(record);
    const keptAt = new Date(NOW_MS).toISOString();
    expect(await get(`/api/traces/${report.traceId}`)).toMatchObject({
      body: {
        revision: 2,
        revisions: [
          { revision: 2, outcome: 'success', summary: report.summary, keptAt },
          { revision: 1, outcome: 'failure', summary: runOf(failing).report.summary, keptAt },
        ],
      },
    });
  });

  it('has its spans, in order of start', async () => {
    const { record, report } = runOf(failing);
    await tracker.store.saveRun(record);
    const { body } = await get(`/api/traces/${report.traceId}/spans`);
    const { spans } = body as { spans: unknown[] };
    expect(spans).toHaveLength(6);
    expect(spans[5]).toEqual({
      spanId: spanIdOf(6),
      parentSpanId: spanIdOf(4),
      name: 'execute_tool search',
      nodeType: 'tool_invocation',
      agent: 'researcher',
      startedAt: expect.stringMatching(/^2023-11-14T22:13:20\.\d{3}Z$/),
      endedAt: expect.any(String),
      durationMs: 10,
      status: 'error',
      error: 'search timed out after 30 s',
      attributes: { [GEN_AI.operationName]: 'execute_tool', [GEN_AI.toolName]: 'search' },
      isTruncated: false,
    });
  });

  it('has its spans without attributes, and each with them, on request', async () => {
    const { report, record } = runOf(failing);
    await tracker.store.saveRun(record);
    const path = `/api/traces/${report.traceId}/spans`;
    const { body } = await get(`${path}?attributes=none`);
    const [, , third] = (body as { spans: { spanId: string; attributes: object }[] }).spans;
    expect(third).toMatchObject({ spanId: spanIdOf(3), attributes: {} });
    expect(await get(`${path}/${spanIdOf(3)}`)).toMatchObject({
      body: {
        traceId: report.traceId,
        spanId: spanIdOf(3),
        attributes: { 'gen_ai.request.model': 'test-model' },
      },
    });
    expect((await get(`${path}/${spanIdOf(99)}`)).status).toBe(404);
  });

  it.each(['', '/spans', '/spans/x'])('is a problem when there is none: %s', async (rest) => {
    expect(await get(`/api/traces/${traceIdOf(1)}${rest}`)).toMatchObject({ status: 404 });
  });
});

describe('GET /api/agents', () => {
  it('is the ledger of the last seven days', async () => {
    await tracker.store.saveRun(runOf(failing, { traceId: traceIdOf(1), ...daysAgo(7) }).record);
    await tracker.store.saveRun(runOf(healthy, { traceId: traceIdOf(2), ...daysAgo(8) }).record);
    const { body } = await get('/api/agents');
    expect(body).toMatchObject({
      window: '7d',
      from: new Date(NOW_MS - 7 * 86_400_000).toISOString(),
      agents: [
        { agent: 'planner', runs: 1, successRate: 1, blamedRuns: 0, tokens: 110, costUsd: null, errors: 0 },
        { agent: 'researcher', runs: 1, successRate: 0, blamedRuns: 1, tokens: 1800, errors: 1 },
      ],
    });
  });

  it.each([
    ['7d', 1],
    ['30d', 2],
    ['90d', 3],
  ])('takes the window %s', async (window, runs) => {
    for (const [n, days] of [1, 20, 80].entries()) {
      const place = { traceId: traceIdOf(n + 1), ...daysAgo(days) };
      await tracker.store.saveRun(runOf(agent('writer', [llm()]), place).record);
    }
    expect(await get(`/api/agents?window=${window}`)).toMatchObject({ body: { agents: [{ runs }] } });
  });

  it.each(['/api/agents?window=1d', '/api/agents/writer?window=7'])('refuses %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 400, body: { parameter: 'window' } });
  });

  it('tells of one agent, with its last runs', async () => {
    await tracker.store.saveRun(runOf(failing, daysAgo(1)).record);
    expect(await get('/api/agents/researcher')).toMatchObject({
      status: 200,
      body: { agent: 'researcher', runs: 1, recentTraces: [{ outcome: 'failure' }] },
    });
  });

  it('row 35: finds an agent by any name', async () => {
    const name = 'a/b c?<é>';
    await tracker.store.saveRun(runOf(agent(name, [llm()]), daysAgo(1)).record);
    expect(await get(`/api/agents/${encodeURIComponent(name)}`)).toMatchObject({ body: { agent: name } });
  });

  it('is a problem when the name is not well encoded', async () => {
    expect(await get('/api/agents/%E0%A4%A')).toMatchObject({ status: 404 });
  });

  it('is a problem when the agent did nothing in the window', async () => {
    await tracker.store.saveRun(runOf(healthy, daysAgo(8)).record);
    expect(await get('/api/agents/writer')).toMatchObject({ status: 404 });
    expect(await get('/api/agents/writer?window=30d')).toMatchObject({ status: 200 });
  });
});

it('GET /api/stats counts what is stored', async () => {
  await tracker.store.saveRun(runOf(failing).record);
  expect(await get('/api/stats')).toMatchObject({
    status: 200,
    body: {
      version: '1.2.3',
      backend: 'sqlite',
      runs: 1,
      spans: 6,
      agents: 2,
      runsByOutcome: { failure: 1 },
      newestRunAt: new Date(START_MS).toISOString(),
    },
  });
});

describe('health', () => {
  it('lives, and is ready while the store answers', async () => {
    expect(await get('/healthz')).toEqual({ status: 200, body: { status: 'ok', version: '1.2.3' } });
    expect(await get('/readyz')).toEqual({ status: 200, body: { status: 'ok' } });
    await tracker.store.close();
    expect(await get('/healthz')).toMatchObject({ status: 200 });
    expect(await get('/readyz')).toEqual({ status: 503, body: { status: 'unavailable' } });
  });
});

it.each(['/api/nothing', '/nothing', '/api'])('%s is a problem', async (path) => {
  const response = await tracker.app.request(path);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
});
