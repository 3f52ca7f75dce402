import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestTracker } from '../testing/api.js';
import { openTestTracker } from '../testing/api.js';
import { describedOperations, HOSTILE_TEXTS, requestsOf } from '../testing/openapi-requests.js';
import { failing, nthRun, runOf } from '../testing/runs.js';
import { agent, llm, spanIdOf, START_MS, tool, traceIdOf } from '../testing/spans.js';

const MARKUP = '<script>alert(1)</script>';
const IDS = [traceIdOf(3), `${traceIdOf(3)}-${spanIdOf(4)}`, spanIdOf(4), 'researcher', '*', MARKUP];
const OPERATIONS = describedOperations();

let tracker: TestTracker;
beforeAll(async () => {
  tracker = await openTestTracker();
  for (let n = 1; n <= 6; n++) await tracker.store.saveRun(nthRun(n, START_MS).record);
  // A run whose every name is markup.
  const { record } = runOf(agent(MARKUP, [llm(), tool(MARKUP, MARKUP)], MARKUP), {
    traceId: traceIdOf(7),
    startMs: START_MS,
  });
  await tracker.store.saveRun(record);
});
afterAll(() => tracker.close());

describe.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  '%s',
  (_, operation) => {
    const hasId = operation.path.includes('{');

    it('answers any request as it is described: no error of ours, nothing of its inside, no markup', async () => {
      const before = await tracker.store.stats();
      await fc.assert(
        fc.asyncProperty(requestsOf(operation, IDS), async ({ target, init }) => {
          const response = await tracker.app.request(target, init);
          // An id such as ".." leads to another path.
          expect([...operation.statuses, ...(hasId ? [404] : [])]).toContain(response.status);
          expect(response.status).toBeLessThan(500);
          const text = await response.text();
          expect(text).not.toMatch(/\bat .+:\d+:\d+|node:internal|SQLITE|syntax error|\/src\/|\/dist\//);
          const type = response.headers.get('content-type') ?? '';
          if (type.includes('json')) JSON.parse(text);
          if (type.includes('html')) expect(text).not.toContain(MARKUP);
          expect(response.headers.get('x-content-type-options')).toBe('nosniff');
          expect(response.headers.get('set-cookie')).toBeNull();
        }),
        { numRuns: 60 },
      );
      const { runs, spans } = await tracker.store.stats();
      expect({ runs, spans }).toEqual({ runs: before.runs, spans: before.spans });
    });

    it('refuses a name that is not its own, and whoever has no token', async () => {
      const target = operation.path.replaceAll(/\{\w+\}/g, 'x');
      const ask = async (app: TestTracker['app'], headers: Record<string, string>) =>
        (await app.request(target, { method: operation.method, headers })).status;
      const rebound = await ask(tracker.app, { host: 'rebound.example' });
      const stranger = await ask(
        tracker.appWith({ tokens: [{ token: 't', scopes: ['read', 'write'] }] }),
        {},
      );
      expect([rebound, stranger]).toEqual(operation.isOpen ? [200, 200] : [403, 401]);
    });

    it('lets no page of another origin read or write', async () => {
      const target = operation.path.replaceAll(/\{\w+\}/g, traceIdOf(3));
      const origin = 'https://evil.example';
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
        const response = await tracker.app.request(target, {
          method: operation.method,
          headers: { origin, 'content-type': type },
          ...(operation.method === 'POST' && { body: '{"feedback":"abandon","status":"passed"}' }),
        });
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
        // What a page may send without asking is never taken.
        if (operation.method === 'POST') expect(response.status).toBe(415);
      }
    });

    it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('knows no %s', async (method) => {
      const target = operation.path.replaceAll(/\{\w+\}/g, traceIdOf(3));
      expect((await tracker.app.request(target, { method })).status).toBe(404);
    });
  },
);

describe('a filter', () => {
  const LISTS: Readonly<Record<string, string>> = {
    '/api/traces': 'traces',
    '/api/executions': 'executions',
    '/api/executions/failed': 'executions',
    '/api/executions/skipped': 'executions',
  };
  const cases = OPERATIONS.filter(({ path }) => path in LISTS).flatMap(({ path, parameters }) =>
    parameters
      .filter(
        ({ name, schema }) =>
          schema['type'] === 'string' && schema['enum'] === undefined && name !== 'cursor',
      )
      .map(({ name }) => [path, name] as const),
  );

  it.each(cases)('of %s, "%s", is compared and never run', async (path, name) => {
    for (const text of HOSTILE_TEXTS.filter((one) => one !== MARKUP)) {
      const { status, body } = await tracker.get(
        `${path}?${new URLSearchParams({ [name]: text }).toString()}`,
      );
      if (status === 200) expect((body as Record<string, unknown>)[LISTS[path] ?? '']).toEqual([]);
      else expect(status).toBe(400);
    }
  });

  it('finds the run whose agent has such a name', async () => {
    const { body } = await tracker.get(`/api/traces?agent=${encodeURIComponent(MARKUP)}`);
    expect(body).toMatchObject({ traces: [{ traceId: traceIdOf(7) }] });
  });
});

it('writes what it cannot answer into no page', async () => {
  const { record } = runOf(failing);
  await tracker.store.saveRun(record);
  const response = await tracker.app.request(`/${encodeURIComponent(MARKUP)}`, {
    headers: { accept: 'text/html' },
  });
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('alert(1)');
});
