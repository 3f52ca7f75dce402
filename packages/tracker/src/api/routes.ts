import { Hono } from 'hono';
import type { TrackerStore } from '../storage/tracker-store.js';
import { encodeCursor } from './cursor.js';
import { PARAMETERS } from './analytics-parameters.js';
import { createOpenApiDocument } from './openapi.js';
import { readParameters, readPlace } from './parameters.js';
import { notFound } from './problem.js';
import { readFilter, readPage, readWindow, refuseUnknown } from './query.js';
import {
  agentView,
  isoTime,
  revisionView,
  spanView,
  taskView,
  traceView,
  withoutAttributes,
} from './views.js';
import { waitingTasks } from './waiting-tasks.js';

export interface RouteOptions {
  readonly store: TrackerStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly version: string;
}

const RUNS_OF_TASK = 50;
const RUNS_OF_AGENT = 10;

/** Questions with answers in JSON. Every path is described in `openapi.ts`. */
export function createApiRoutes({ store, now, version }: RouteOptions): Hono {
  const routes = new Hono();
  const requireRun = async (traceId: string) => {
    const run = await store.getRun(traceId);
    if (run === undefined) throw notFound('There is no trace with this id, or it was purged.');
    return run;
  };

  routes.get('/api/tasks/:id', async (c) => {
    refuseUnknown(c.req.query(), []);
    const run = await store.getTask(c.req.param('id'));
    if (run === undefined) throw notFound('There is no task and no trace with this id, or it was purged.');
    const taskId = run.taskId ?? run.traceId;
    const [state, history] = await Promise.all([store.taskState(taskId), store.taskEvents(taskId)]);
    const runs =
      run.taskId === null ? [run] : (await store.listRuns({ taskId }, { limit: RUNS_OF_TASK })).runs;
    return c.json(
      taskView(
        run,
        runs.map(({ traceId }) => traceId),
        { state, history },
      ),
    );
  });

  routes.get('/api/tasks', async (c) => {
    const given = readParameters(c.req.query(), PARAMETERS.tasks);
    const { after } = readPlace(given.text('cursor'));
    const { tasks, next } = await waitingTasks(store, {
      limit: given.number('limit'),
      ...(after !== undefined && { after: { startedAt: after.startedAt, traceId: after.executionId } }),
    });
    return c.json({ tasks, nextCursor: next === undefined ? null : encodeCursor(next) });
  });

  routes.get('/api/traces', async (c) => {
    const query = c.req.query();
    const { runs, next } = await store.listRuns(readFilter(query), readPage(query));
    return c.json({
      traces: runs.map(traceView),
      nextCursor: next === undefined ? null : encodeCursor(next),
    });
  });

  routes.get('/api/traces/:traceId', async (c) => {
    refuseUnknown(c.req.query(), []);
    const run = await requireRun(c.req.param('traceId'));
    const past = await store.pastRevisions(run.traceId);
    return c.json({
      ...traceView(run),
      attribution: run.report,
      revisions: [{ ...run, keptAt: run.updatedAt }, ...past].map(revisionView),
    });
  });

  routes.get('/api/traces/:traceId/spans', async (c) => {
    const isBare = readParameters(c.req.query(), PARAMETERS.spans).text('attributes') === 'none';
    const { traceId } = await requireRun(c.req.param('traceId'));
    const spans = await store.spansOf(traceId);
    return c.json({ traceId, spans: spans.map((span) => spanView(isBare ? withoutAttributes(span) : span)) });
  });

  routes.get('/api/traces/:traceId/spans/:spanId', async (c) => {
    refuseUnknown(c.req.query(), []);
    const { traceId } = await requireRun(c.req.param('traceId'));
    const span = (await store.spansOf(traceId)).find(({ spanId }) => spanId === c.req.param('spanId'));
    if (span === undefined) throw notFound('The trace has no span with this id.');
    return c.json({ traceId, ...spanView(span) });
  });

  routes.get('/api/agents', async (c) => {
    const { window, from } = readWindow(c.req.query(), now());
    const agents = await store.listAgents({ from });
    return c.json({ window, from: isoTime(from), agents: agents.map(agentView) });
  });

  routes.get('/api/agents/:name', async (c) => {
    const { window, from } = readWindow(c.req.query(), now());
    const agent = c.req.param('name');
    const [ledger] = await store.listAgents({ from, agent });
    if (ledger === undefined)
      throw notFound(`No agent of this name took part in a run of the last ${window}.`);
    const { runs } = await store.listRuns({ agent, from }, { limit: RUNS_OF_AGENT });
    return c.json({ window, from: isoTime(from), ...agentView(ledger), recentTraces: runs.map(traceView) });
  });

  routes.get('/api/stats', async (c) => {
    refuseUnknown(c.req.query(), []);
    const { newestRunAt, ...stats } = await store.stats();
    return c.json({ version, ...stats, newestRunAt: newestRunAt === null ? null : isoTime(newestRunAt) });
  });

  routes.get('/openapi.json', (c) => c.json(createOpenApiDocument(version)));
  return routes;
}

/** Whether the process lives, and whether it can answer. Open to everybody: they tell nothing else. */
export function createHealthRoutes({ store, version }: RouteOptions): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.json({ status: 'ok', version }));
  routes.get('/readyz', async (c) => {
    try {
      await store.check();
      return c.json({ status: 'ok' });
    } catch {
      return c.json({ status: 'unavailable' }, 503);
    }
  });
  return routes;
}
