import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestTracker } from '../testing/api.js';
import { openTestTracker } from '../testing/api.js';
import { nthRun } from '../testing/runs.js';
import { spanIdOf, START_MS, traceIdOf } from '../testing/spans.js';
import { OPERATIONS } from './openapi.js';

let tracker: TestTracker;
beforeAll(async () => {
  tracker = await openTestTracker();
  for (let n = 1; n <= 6; n++) await tracker.store.saveRun(nthRun(n, START_MS).record);
});
afterAll(() => tracker.close());

/** Ids that exist, ids that do not, and what nobody would call an id. */
const id = fc.oneof(
  fc.constantFrom(
    traceIdOf(3),
    `${traceIdOf(3)}-${spanIdOf(4)}`,
    'researcher',
    '*',
    "' OR 1=1 --",
    '%',
    '\u0000',
  ),
  fc.string({ minLength: 1, unit: 'binary' }),
);
const value = fc.oneof(
  fc.constantFrom('', '0', '-1', '1', '7d', '1e309', 'NaN', 'text', '2026-01-01', 'MTox', 'failed'),
  fc.integer().map(String),
  fc.string({ unit: 'binary' }),
);

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

describe.each(Object.keys(OPERATIONS).filter((path) => path !== '/api/events'))('%s', (path) => {
  const operation = OPERATIONS[path];
  const { parameters = [] } = operation as unknown as Described;
  const names = parameters.filter((one) => one.in === 'query').map(({ name }) => name);

  it('answers any request with what it describes, never with an error of ours or its inside', async () => {
    const query = fc.dictionary(fc.constantFrom(...names, 'unknown'), value, { maxKeys: 3 });
    const body = fc.oneof(fc.json(), fc.string(), fc.constant('{"feedback":"revise"}'));
    await fc.assert(
      fc.asyncProperty(id, query, body, async (name, given, sent) => {
        const target = path.replaceAll(/\{\w+\}/g, encodeURIComponent(name.toWellFormed()));
        const search = new URLSearchParams(given).toString();
        const isPost = operation?.method === 'post';
        const response = await tracker.app.request(`${target}?${search}`, {
          ...(isPost && { method: 'POST', body: sent, headers: { 'content-type': 'application/json' } }),
        });
        const allowed = [200, ...(operation?.problems ?? []), ...(path.includes('{') ? [404] : [])];
        expect(allowed).toContain(response.status);
        const text = await response.text();
        expect(text).not.toMatch(/\bat .+:\d+:\d+|node:internal|SQLITE/);
        const type = response.headers.get('content-type') ?? '';
        if (type.includes('json')) JSON.parse(text);
      }),
      { numRuns: 40 },
    );
  });
});
