import { agentPerformance } from '@agent-attribution/core';
import { Hono } from 'hono';
import { HOURS_PER_DAY } from '../performance/agent-period.js';
import { agentSeries } from '../performance/agent-series.js';
import { performanceOf } from '../performance/execution-figures.js';
import { trendConfig, trendRuns } from '../performance/trend-config.js';
import { notFound } from './problem.js';
import type { Window } from './query.js';
import { readWindow, refuseUnknown } from './query.js';
import type { RouteOptions } from './routes.js';
import { isoTime } from './views.js';

const MS_PER_DAY = 86_400_000;
/** Runs of a series: of each day the newest. */
const SERIES_RUNS_PER_DAY = 200;
/** Time between two points; a chart is no wider than 90 of them. */
const SERIES_STEP_MS: Readonly<Record<Window, number>> = {
  '7d': MS_PER_DAY / 4,
  '30d': MS_PER_DAY,
  '90d': MS_PER_DAY,
};

/** How one agent is doing: its executions by hour, its trends, and when they turned. */
export function createPerformanceRoutes({ store, now }: Pick<RouteOptions, 'store' | 'now'>): Hono {
  const routes = new Hono();

  routes.get('/api/agents/:name/performance', async (c) => {
    const { window, from } = readWindow(c.req.query(), now());
    const agent = c.req.param('name');
    const periods = await store.agentPeriods({ from, agent });
    if (periods.length === 0) throw notFound(`No agent of this name was at work in the last ${window}.`);
    const days = new Map<number, typeof periods>();
    for (const period of periods) {
      const day = Math.floor(period.start / HOURS_PER_DAY);
      days.set(day, [...(days.get(day) ?? []), period]);
    }
    return c.json({
      window,
      from: isoTime(from),
      ...performanceOf(agent, periods),
      days: Array.from(days, ([day, ofDay]) => {
        const { totalExecutions, successRate, errorRate, p50DurationMs, p95DurationMs } = performanceOf(
          agent,
          ofDay,
        );
        const date = isoTime(day * MS_PER_DAY * 1000).slice(0, 10);
        return { date, totalExecutions, successRate, errorRate, p50DurationMs, p95DurationMs };
      }),
    });
  });

  routes.get('/api/agents/:name/series', async (c) => {
    const { window, from } = readWindow(c.req.query(), now());
    const agent = c.req.param('name');
    const records = await store.taskMetrics(agent, {
      from: Math.max(0, from),
      // A run whose clock is a little ahead of ours is of today.
      to: (now() + MS_PER_DAY) * 1000,
      perDay: SERIES_RUNS_PER_DAY,
    });
    if (records.length === 0)
      throw notFound(`No agent of this name took part in a run of the last ${window}.`);
    const points = agentSeries(records, SERIES_STEP_MS[window]);
    return c.json({
      agent,
      window,
      from: isoTime(from),
      stepMs: SERIES_STEP_MS[window],
      points: points.map(({ startMs, ...point }) => ({ at: isoTime(startMs * 1000), ...point })),
    });
  });

  routes.get('/api/agents/:name/trends', async (c) => {
    refuseUnknown(c.req.query(), []);
    const agent = c.req.param('name');
    const nowMs = now();
    const records = await store.taskMetrics(agent, trendRuns(nowMs));
    if (records.length === 0) throw notFound('No agent of this name took part in a run of the last 90d.');
    const { computedAtMs, agentId, ...performance } = agentPerformance(agent, records, trendConfig(nowMs));
    return c.json({ agent: agentId, computedAt: isoTime(computedAtMs * 1000), ...performance });
  });

  routes.get('/api/agents/:name/inflections', async (c) => {
    const { window, from } = readWindow(c.req.query(), now());
    const agent = c.req.param('name');
    const inflections = await store.inflectionsOf(agent, from);
    return c.json({
      agent,
      window,
      inflections: inflections.map(({ agentId: _agent, detectedAtMs, ...rest }) => ({
        ...rest,
        detectedAt: isoTime(detectedAtMs * 1000),
      })),
    });
  });
  return routes;
}
