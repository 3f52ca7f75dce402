import { agentPerformance, windowsOf } from '@agent-attribution/core';
import { Hono } from 'hono';
import { HOURS_PER_DAY } from '../performance/agent-period.js';
import { agentSeries } from '../performance/agent-series.js';
import { performanceOf } from '../performance/execution-figures.js';
import { trendConfig, trendRuns } from '../performance/trend-config.js';
import { windowFigures } from '../performance/window-figures.js';
import { notFound } from './problem.js';
import type { Window } from './query.js';
import { readWindow, refuseUnknown } from './query.js';
import type { RouteOptions } from './routes.js';
import { isoTime } from './views.js';

const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
/** Time between two points; a chart is no wider than 90 of them. */
const SERIES_STEP_HOURS: Readonly<Record<Window, number>> = {
  '7d': HOURS_PER_DAY / 4,
  '30d': HOURS_PER_DAY,
  '90d': HOURS_PER_DAY,
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
    const stepHours = SERIES_STEP_HOURS[window];
    const detail = stepHours < HOURS_PER_DAY ? 'hour' : 'day';
    const points = agentSeries(
      await store.agentPeriods({ from: Math.max(0, from), agent, detail }),
      stepHours,
    );
    if (points.length === 0)
      throw notFound(`No agent of this name took part in a run of the last ${window}.`);
    return c.json({
      agent,
      window,
      from: isoTime(from),
      stepMs: stepHours * MS_PER_HOUR,
      points: points.map(({ startMs, ...point }) => ({ at: isoTime(startMs * 1000), ...point })),
    });
  });

  routes.get('/api/agents/:name/trends', async (c) => {
    refuseUnknown(c.req.query(), []);
    const agent = c.req.param('name');
    const nowMs = now();
    const records = await store.taskMetrics(agent, trendRuns(nowMs));
    if (records.length === 0) throw notFound('No agent of this name took part in a run of the last 90d.');
    const config = trendConfig(nowMs);
    // Directions are told from a sample, counts and means from all runs.
    const metrics = await Promise.all(
      windowsOf(config).map(async ({ label, fromMs }) =>
        windowFigures(label, await store.agentPeriods({ agent, from: Math.max(0, fromMs * 1000) })),
      ),
    );
    const { computedAtMs, agentId, ...performance } = agentPerformance(agent, records, {
      ...config,
      metrics,
    });
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
