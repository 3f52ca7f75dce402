import { callChain, debugAgent } from '@agent-attribution/core';
import type { ExecutionCallLink } from '@agent-attribution/core';
import { Hono } from 'hono';
import type { ExecutionRow } from '../execution-row.js';
import { qualityOf } from '../performance/execution-figures.js';
import type { ExecutionFilter, ExecutionPageRequest } from '../storage/analytics-store.js';
import type { AgentWindow } from '../storage/tracker-store.js';
import { EXECUTION_STATUSES, PARAMETERS } from './analytics-parameters.js';
import { encodePlace } from './cursor.js';
import { executionView, stageView } from './execution-views.js';
import { readParameters, readPlace } from './parameters.js';
import type { Given } from './parameters.js';
import { notFound } from './problem.js';
import { refuseUnknown } from './query.js';
import type { RouteOptions } from './routes.js';

const MS_PER_HOUR = 3_600_000;
const DEBUGGED_EXECUTIONS = 1_000;

/** Who called whom, from the rows of a trace. */
export const linksOf = (rows: readonly ExecutionRow[]): ExecutionCallLink[] =>
  rows.flatMap(({ executionId, rootExecutionId, parentExecutionId, depth, sequence, callReason }) =>
    parentExecutionId === null
      ? []
      : [{ rootExecutionId, parentExecutionId, childExecutionId: executionId, callReason, depth, sequence }],
  );

/** Executions: lists by what went wrong, one in detail, and why an agent did not fire. */
export function createExecutionRoutes({ store, now }: Pick<RouteOptions, 'store' | 'now'>): Hono {
  const routes = new Hono();

  type Common = Given<'agent' | 'hours'>;
  const windowOf = (given: Common): { hours: number; window: AgentWindow } => {
    const hours = given.number('hours');
    const agent = given.text('agent');
    const from = Math.max(0, Math.floor((now() - hours * MS_PER_HOUR) * 1000));
    return { hours, window: { from, ...(agent !== undefined && { agent }) } };
  };
  const listed = async (given: Common, filter: ExecutionFilter, page: ExecutionPageRequest) => {
    const { hours, window } = windowOf(given);
    const { executions, next } = await store.listExecutions({ ...window, ...filter }, page);
    const nextCursor = next === undefined ? null : encodePlace({ ...next, id: next.executionId });
    return { hours, executions: executions.map(executionView), nextCursor };
  };
  routes.get('/api/executions', async (c) => {
    const given = readParameters(c.req.query(), PARAMETERS.executions);
    const conversationId = given.text('conversation');
    const status = EXECUTION_STATUSES.find((known) => known === given.text('status'));
    const filter = {
      ...(conversationId !== undefined && { conversationId }),
      ...(status !== undefined && { statuses: [status] }),
    };
    return c.json(await listed(given, filter, pageOf(given)));
  });

  routes.get('/api/executions/failed', async (c) => {
    const given = readParameters(c.req.query(), PARAMETERS.failed);
    return c.json(await listed(given, { statuses: ['failed', 'timeout'] }, pageOf(given)));
  });

  routes.get('/api/executions/skipped', async (c) => {
    const given = readParameters(c.req.query(), PARAMETERS.skipped);
    return c.json(await listed(given, { statuses: ['skipped'] }, pageOf(given)));
  });

  routes.get('/api/executions/slow', async (c) => {
    const given = readParameters(c.req.query(), PARAMETERS.slow);
    const page = { limit: given.number('limit'), order: 'slowest' } as const;
    return c.json(await listed(given, { minDurationMs: given.number('thresholdMs') }, page));
  });

  routes.get('/api/executions/poor-responses', async (c) => {
    const given = readParameters(c.req.query(), PARAMETERS.poor);
    const page = { limit: given.number('limit'), order: 'worst' } as const;
    return c.json(await listed(given, { qualityBelow: given.number('threshold') }, page));
  });

  routes.get('/api/executions/invalid-responses', async (c) => {
    const given = readParameters(c.req.query(), PARAMETERS.invalid);
    return c.json(await listed(given, { responseValid: false }, pageOf(given)));
  });

  routes.get('/api/executions/quality', async (c) => {
    const given = readParameters(c.req.query(), PARAMETERS.quality);
    const { hours, window } = windowOf(given);
    return c.json({ hours, quality: qualityOf(await store.agentPeriods(window)) });
  });

  routes.get('/api/executions/:id', async (c) => {
    refuseUnknown(c.req.query(), []);
    const row = await store.getExecution(c.req.param('id'));
    if (row === undefined) throw notFound('There is no execution with this id, or it was purged.');
    const rows = await store.executionsOf(row.traceId);
    return c.json({
      ...executionView(row),
      llmRequest: row.llmRequest,
      llmResponse: row.llmResponse,
      stages: row.logs.map((log) => stageView(row.agentName, log)),
      callChain: callChain(rows, linksOf(rows), row.executionId),
    });
  });

  routes.get('/api/debug/agents/:name', async (c) => {
    const conversationId = readParameters(c.req.query(), PARAMETERS.debug).text('conversationId') ?? '';
    const agentName = c.req.param('name');
    const { executions } = await store.listExecutions(
      { agent: agentName, conversationId },
      { limit: DEBUGGED_EXECUTIONS },
    );
    const {
      executions: found = [],
      possibleReasons = [],
      ...diagnosis
    } = {
      executions: undefined,
      possibleReasons: undefined,
      ...debugAgent(executions, { agentName, conversationId }),
    };
    return c.json({ agent: agentName, conversationId, ...diagnosis, possibleReasons, executions: found });
  });
  return routes;
}

const pageOf = (given: Given<'limit' | 'cursor'>): ExecutionPageRequest => ({
  limit: given.number('limit'),
  ...readPlace(given.text('cursor')),
});
