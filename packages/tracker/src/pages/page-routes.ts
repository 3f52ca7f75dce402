import { Hono } from 'hono';
import { notFound } from '../api/problem.js';
import type { BuiltPages } from './built-pages.js';

/** Paths that the user interface draws; each can be linked to. */
const PAGES: readonly string[] = ['/', '/traces/:traceId', '/agents', '/agents/:name', '/compare', '/tasks'];

/** One document for every page, and the files it asks for. What a page shows comes from the API. */
export function createPageRoutes({ shell, assets }: BuiltPages): Hono {
  const routes = new Hono();
  for (const path of PAGES) routes.get(path, (c) => c.html(shell));

  // A name holds a hash of its content, so it may be kept for ever.
  routes.get('/assets/:file', (c) => {
    const asset = assets.get(c.req.param('file'));
    if (asset === undefined) throw notFound('There is no file of this name: load the page again.');
    const isGzipped = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
    return c.body(isGzipped ? asset.gzipped : asset.body, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(isGzipped && { 'content-encoding': 'gzip' }),
    });
  });
  return routes;
}
