import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestTracker } from '../testing/api.js';
import { openTestTracker } from '../testing/api.js';
import { failing, runOf } from '../testing/runs.js';
import { spanIdOf } from '../testing/spans.js';
import { OPERATIONS } from './openapi.js';
import { SCHEMAS } from './schemas/schemas.js';
import type { Schema } from './schemas/schema-building.js';

let tracker: TestTracker;
beforeEach(async () => {
  tracker = await openTestTracker();
});
afterEach(() => tracker.close());

it('describes every route and no other', () => {
  const routes = tracker.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(new Set(routes)).toEqual(
    new Set(
      Object.entries(OPERATIONS).map(([path, { method = 'get' }]) => `${method.toUpperCase()} ${path}`),
    ),
  );
});

it('is served, and every reference in it leads somewhere', async () => {
  const { status, body } = await tracker.get('/openapi.json');
  expect(status).toBe(200);
  expect(body).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  const references = JSON.stringify(body).match(/#\/components\/schemas\/\w+/g) ?? [];
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) expect(Object.keys(SCHEMAS)).toContain(reference.split('/').at(-1));
});

describe('the schemas', () => {
  it.each([
    ['Trace', '/api/traces', 'traces.0'],
    ['TraceDetail', '/api/traces/{id}', ''],
    ['SpanList', '/api/traces/{id}/spans', ''],
    ['Span', `/api/traces/{id}/spans/${spanIdOf(4)}`, ''],
    ['Task', '/api/tasks/{id}', ''],
    ['TaskList', '/api/tasks', ''],
    ['AttributionReport', '/api/tasks/{id}', 'metadata.attribution'],
    ['AgentList', '/api/agents', ''],
    ['Agent', '/api/agents/planner', ''],
    ['Stats', '/api/stats', ''],
    ['Problem', '/api/tasks/none', ''],
    ['ExecutionList', '/api/executions?hours=87600', ''],
    ['ExecutionDetail', `/api/executions/{id}-${spanIdOf(4)}`, ''],
    ['ResponseQuality', '/api/executions/quality?hours=87600', ''],
    ['Diagnosis', '/api/debug/agents/planner?conversationId=c', ''],
    ['Evidence', '/api/traces/{id}/evidence', ''],
    ['Timeline', '/api/traces/{id}/timeline', ''],
    ['CallChain', '/api/traces/{id}/call-chain', ''],
    ['FailureAnalysis', '/api/traces/{id}/failure-analysis', ''],
    ['Comparison', '/api/compare?a={id}&b={id}', ''],
    ['Patterns', '/api/goals/*/patterns', ''],
    ['Suggestions', '/api/goals/*/suggestions', ''],
    ['SuspiciousActions', '/api/tasks/t/suspicious-actions', ''],
    ['Performance', '/api/agents/planner/performance', ''],
    ['Series', '/api/agents/planner/series', ''],
    ['Trends', '/api/agents/planner/trends', ''],
    ['Inflections', '/api/agents/planner/inflections', ''],
  ] as const)('%s names what %s answers, no more and no less', async (name, path, inside) => {
    const { record, report } = runOf(failing, { startMs: Date.UTC(2023, 10, 14, 22, 30) });
    await tracker.store.saveRun(record);
    const { body } = await tracker.get(path.replaceAll('{id}', report.traceId));
    expectShape(valueAt(body, inside), SCHEMAS[name], name);
  });
});

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .filter((key) => key !== '')
    .reduce((inner, key) => (inner as Record<string, unknown>)[key], value);
}

/** Compares the names of properties, all the way down: a field that is renamed in one place only is found. */
function expectShape(value: unknown, schema: Schema, where: string): void {
  const { $ref, anyOf, items, properties, required } = schema as {
    $ref?: string;
    anyOf?: Schema[];
    items?: Schema;
    properties?: Record<string, Schema>;
    required?: string[];
  };
  if ($ref !== undefined) {
    const name = Object.keys(SCHEMAS).find((key) => $ref.endsWith(`/${key}`)) as keyof typeof SCHEMAS;
    expectShape(value, SCHEMAS[name], where);
  } else if (anyOf?.[0] !== undefined && value !== null) {
    expectShape(value, anyOf[0], where);
  } else if (items !== undefined) {
    for (const item of value as unknown[]) expectShape(item, items, `${where}[]`);
  } else if (properties !== undefined && value !== null) {
    const given = Object.keys(value as object);
    expect(given, where).toEqual(expect.arrayContaining(required ?? []));
    expect(Object.keys(properties), where).toEqual(expect.arrayContaining(given));
    for (const key of given)
      expectShape((value as Record<string, unknown>)[key], properties[key] ?? {}, `${where}.${key}`);
  }
}
