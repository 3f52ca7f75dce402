import { createTrackerApp, openPostgresStore } from '@agent-attribution/tracker';
import type { TrackerStore } from '@agent-attribution/tracker';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { describedOperations, requestsOf } from '../../packages/tracker/src/testing/openapi-requests.js';
import { nthRun } from '../../packages/tracker/src/testing/runs.js';
import { START_MS, traceIdOf } from '../../packages/tracker/src/testing/spans.js';
import { freshSchema } from './schemas.js';

const server = inject('postgresUrl');

let schema: Awaited<ReturnType<typeof freshSchema>>;
let store: TrackerStore;
let app: ReturnType<typeof createTrackerApp>;
const errors: string[] = [];
beforeAll(async () => {
  schema = await freshSchema(server);
  store = await openPostgresStore({ url: schema.url });
  for (let n = 1; n <= 6; n++) await store.saveRun(nthRun(n, START_MS).record);
  app = createTrackerApp({
    store,
    version: '1',
    onError: (error) => errors.push(error.message),
  });
});
afterAll(async () => {
  await store.close();
  await schema.drop();
});

/** What SQLite takes another database may not: texts it cannot keep, numbers that do not fit. */
describe.each(
  describedOperations()
    .filter(({ path }) => path.startsWith('/api/'))
    .map((operation) => [`${operation.method} ${operation.path}`, operation] as const),
)('%s with PostgreSQL', (_, operation) => {
  it('answers any request without an error of ours', async () => {
    errors.length = 0;
    await fc.assert(
      fc.asyncProperty(requestsOf(operation, [traceIdOf(3), 'researcher', '*']), async ({ target, init }) => {
        const { status } = await app.request(target, init);
        expect({ isOurs: status >= 500, errors }).toEqual({ isOurs: false, errors: [] });
      }),
      { numRuns: 60 },
    );
  });
});
