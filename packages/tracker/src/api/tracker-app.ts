import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import { EventHub } from '../activity/event-hub.js';
import type { TrackerActivity } from '../activity/tracker-activity.js';
import { builtPages } from '../pages/built-pages.js';
import type { BuiltPages } from '../pages/built-pages.js';
import { createPageRoutes } from '../pages/page-routes.js';
import type { TrackerStore } from '../storage/tracker-store.js';
import { TrackerError } from '../tracker-error.js';
import type { Webhooks } from '../webhooks/start-webhooks.js';
import { hostCheck, tokenCheck } from './access.js';
import type { AccessToken } from './access-tokens.js';
import { createIdentify } from './access-tokens.js';
import { createEventRoutes } from './event-routes.js';
import { createExecutionRoutes } from './execution-routes.js';
import { createMetricsRoutes } from './metrics-routes.js';
import { createPerformanceRoutes } from './performance-routes.js';
import { ProblemError, respondWithProblem } from './problem.js';
import { rateLimit } from './rate-limit.js';
import { createApiRoutes, createHealthRoutes } from './routes.js';
import { createTaskRoutes } from './task-routes.js';
import type { RateLimit } from './token-buckets.js';
import { createTraceAnalysisRoutes } from './trace-analysis-routes.js';

export interface TrackerAppOptions {
  readonly store: TrackerStore;
  /** Milliseconds since the epoch; where windows end. Default `Date.now`. */
  readonly now?: () => number;
  /** Version that the tracker says it is. */
  readonly version: string;
  /** Address the server listens on, accepted as Host besides the names of this machine. Default `127.0.0.1`. */
  readonly host?: string;
  /** More names that may be in the Host header, without a port. Default none. */
  readonly allowedHosts?: readonly string[];
  /** Every request but `/healthz` and `/readyz` must carry one of these. Default: nobody is asked for one. */
  readonly tokens?: readonly AccessToken[];
  /** How much one client may ask for. Default: as much as it likes. */
  readonly rateLimit?: RateLimit;
  /** Origins whose pages may read the API. Default none: CORS is off. */
  readonly corsOrigins?: readonly string[];
  /** What goes on, for `/api/events` and `/metrics`. Default: there are no events, and metrics are of the store alone. */
  readonly activity?: TrackerActivity;
  /** Counters of the pipeline that feeds the tracker, for `/metrics`. */
  readonly processorCounters?: () => Readonly<Record<string, number>>;
  /** Counters of the webhooks, for `/metrics`. */
  readonly webhookCounters?: Webhooks['counters'];
  /** The user interface. Default: what was built with this package. */
  readonly pages?: BuiltPages;
  /** Called with what was not expected; the client learns nothing of it. Default: nobody is told. */
  readonly onError?: (error: Error) => void;
}

/** Nothing may be loaded, run or asked but our own files and our own API; nothing inline runs at all. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Paths of one resource: who has it asks whether it changed, by its ETag, instead of reading it again. */
const ONE_RESOURCE = [
  '/api/tasks/:id',
  '/api/traces/:traceId',
  '/api/traces/:traceId/*',
  '/api/executions/:id',
];

const noCache: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set('cache-control', 'private, no-cache');
};

/** No id and no name that is kept holds a NUL; one that is asked for ends a text early in one database and breaks another. */
const refuseNul: MiddlewareHandler = async (c, next) =>
  c.req.url.includes('%00')
    ? respondWithProblem(c, { status: 400, detail: 'The address holds a NUL character: leave it out.' })
    : next();

/**
 * The tracker as a web application: REST API, health, and the user interface, which asks the API. Starts nothing and listens nowhere;
 * `serveTracker` does.
 *
 * @throws {TrackerError} when a token is empty.
 *
 * @example
 * const app = createTrackerApp({ store, version: '1.0.0' });
 * const response = await app.request('/api/traces?outcome=failure');
 */
export function createTrackerApp(options: TrackerAppOptions): Hono {
  const { store, now = Date.now, version, host = '127.0.0.1', tokens = [], allowedHosts = [] } = options;
  const identify = createIdentify(tokens);
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof ProblemError) return respondWithProblem(c, error.problem);
    options.onError?.(error);
    // What a store says of itself names folders of this machine: its code is enough for a client.
    return error instanceof TrackerError
      ? respondWithProblem(c, { status: 503, detail: `The store cannot answer (${error.code}).` })
      : respondWithProblem(c, { status: 500, detail: 'The tracker failed to answer; its log says why.' });
  });
  const pages = options.pages ?? builtPages();
  app.notFound((c) =>
    c.req.method === 'GET' && c.req.header('accept')?.includes('text/html') === true
      ? c.html(pages.shell, 404)
      : respondWithProblem(c, { status: 404, detail: 'There is nothing at this path.' }),
  );

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.res.headers.set(name, value);
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
  });
  app.route('/', createHealthRoutes({ store, now, version }));
  app.use(hostCheck(host, allowedHosts));
  if (options.rateLimit !== undefined) app.use(rateLimit(options.rateLimit, { identify, now }));
  if (options.corsOrigins !== undefined && options.corsOrigins.length > 0) {
    app.use(
      '/api/*',
      cors({ origin: [...options.corsOrigins], allowMethods: ['GET'], allowHeaders: ['authorization'] }),
    );
  }
  if (tokens.length > 0) app.use(tokenCheck(identify));
  app.use('/api/*', refuseNul);
  for (const path of ONE_RESOURCE) {
    app.use(path, noCache, etag());
  }
  const { activity, processorCounters, webhookCounters } = options;
  app.route('/', createApiRoutes({ store, now, version }));
  app.route('/', createExecutionRoutes({ store, now }));
  app.route('/', createTraceAnalysisRoutes({ store }));
  app.route('/', createPerformanceRoutes({ store, now }));
  app.route('/', createTaskRoutes({ store, now, activity }));
  app.route('/', createEventRoutes(activity?.events ?? new EventHub({ epoch: '0' })));
  app.route('/', createMetricsRoutes({ store, activity, processorCounters, webhookCounters }));
  app.route('/', createPageRoutes(pages));
  return app;
}
