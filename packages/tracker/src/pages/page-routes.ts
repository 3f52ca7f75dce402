import { Hono } from 'hono';
import { encodeCursor } from '../api/cursor.js';
import { notFound, ProblemError } from '../api/problem.js';
import { readFilter, readPage } from '../api/query.js';
import type { TrackerStore } from '../storage/tracker-store.js';
import { messagePage } from './layout.js';
import { runListPage } from './run-list-page.js';
import { STYLE } from './style.js';
import { tracePage } from './trace-page.js';

/** The pages a person reads. */
export function createPageRoutes(store: TrackerStore): Hono {
  const routes = new Hono();
  routes.onError((error, c) => {
    if (!(error instanceof ProblemError)) throw error;
    const { status, detail } = error.problem;
    return c.html(messagePage(status === 404 ? 'Not found' : 'Wrong request', detail), status);
  });

  routes.get('/', async (c) => {
    const query = c.req.query();
    const filter = readFilter(query);
    const { runs, next } = await store.listRuns(filter, readPage(query));
    const nextHref = next === undefined ? undefined : hrefWith(query, encodeCursor(next));
    return c.html(runListPage({ runs, filter, nextHref }));
  });

  routes.get('/traces/:traceId', async (c) => {
    const run = await store.getRun(c.req.param('traceId'));
    if (run === undefined) throw notFound('There is no trace with this id, or it was purged.');
    return c.html(tracePage(run, await store.spansOf(run.traceId)));
  });

  // Its address holds a hash of its content, so it may be kept for ever.
  routes.get('/assets/style.css', (c) =>
    c.body(STYLE, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );
  return routes;
}

function hrefWith(query: Readonly<Record<string, string>>, cursor: string): string {
  const set = Object.entries(query).filter(([, value]) => value !== '');
  return `/?${new URLSearchParams([...set.filter(([name]) => name !== 'cursor'), ['cursor', cursor]]).toString()}`;
}
