import { ATTRIBUTION_SCOPE } from '@agent-attribution/semantic-conventions';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestTrace } from './ingest.js';
import { openSqliteStore } from './storage/sqlite/sqlite-store.js';
import type { TrackerStore } from './storage/tracker-store.js';
import { attributionSpan, failing, healthy, runOf } from './testing/runs.js';
import { agent, llm, spansOf, tool, traceIdOf } from './testing/spans.js';

describe('ingestTrace', () => {
  let dataDir: string;
  let store: TrackerStore;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
    store = await openSqliteStore({ dataDir, writer: 'inline' });
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true });
  });

  const { spans, report } = runOf(failing);
  const { traceId } = report;

  it('takes over the verdict that an enriched trace carries', async () => {
    const carried = { ...report, summary: 'judged upstream' };
    const result = await ingestTrace(store, { spans: [...spans, attributionSpan(carried)] });
    expect(result).toEqual({ traceId, revision: 1, saved: 'created', verdictFrom: 'attribution_span' });
    const run = await store.getRun(traceId);
    expect(run?.report).toEqual(carried);
    expect(run?.summary).toBe('judged upstream');
  });

  it('does not keep the attribution span as a span of the run', async () => {
    await ingestTrace(store, { spans: [...spans, attributionSpan(report)] });
    expect(await store.spansOf(traceId)).toHaveLength(spans.length);
  });

  it('takes the highest of several revisions', async () => {
    const second = { ...report, revision: 2 };
    const result = await ingestTrace(store, {
      spans: [attributionSpan(second), ...spans, attributionSpan(report)],
    });
    expect(result?.revision).toBe(2);
  });

  it('prefers the verdict that was carried to the one the host computed', async () => {
    const result = await ingestTrace(store, {
      spans: [...spans, attributionSpan(report)],
      report: { ...report, summary: 'computed again' },
    });
    expect(result?.verdictFrom).toBe('attribution_span');
  });

  it('keeps the verdict of the host where none was carried', async () => {
    expect(await ingestTrace(store, { spans, report })).toMatchObject({ verdictFrom: 'host' });
    expect((await store.getRun(traceId))?.report).toEqual(report);
  });

  it('attributes a trace that comes without a verdict', async () => {
    expect(await ingestTrace(store, { spans })).toMatchObject({ verdictFrom: 'tracker' });
    expect((await store.getRun(traceId))?.report).toEqual(report);
  });

  it.each([
    ['no JSON', '{'],
    ['of another version', JSON.stringify({ ...report, schemaVersion: 2 })],
    [
      'with a share above 1',
      JSON.stringify({ ...report, rootCause: { ...report.rootCause, confidence: 1.1 } }),
    ],
    ['about another trace', JSON.stringify({ ...report, traceId: traceIdOf(9) })],
  ])('does not believe a report that is %s', async (_, json) => {
    const result = await ingestTrace(store, { spans: [...spans, attributionSpan(report, json)] });
    expect(result).toMatchObject({ traceId, verdictFrom: 'tracker' });
  });

  it('believes only the scope of attribution, not a span that is called so', async () => {
    const impostor = { ...attributionSpan({ ...report, summary: 'no' }), scopeName: `${ATTRIBUTION_SCOPE}x` };
    expect(await ingestTrace(store, { spans: [...spans, impostor] })).toMatchObject({
      verdictFrom: 'tracker',
    });
  });

  it('improves the verdict when late spans and a new revision come alone', async () => {
    await ingestTrace(store, { spans: [...spans.slice(0, -1), attributionSpan(report)] });
    const better = { ...report, revision: 2, outcome: 'partial' as const };
    const result = await ingestTrace(store, { spans: [...spans.slice(-1), attributionSpan(better)] });
    expect(result?.saved).toBe('replaced');
    expect(await store.spansOf(traceId)).toHaveLength(spans.length);
  });

  it('has nothing to keep of nothing', async () => {
    expect(await ingestTrace(store, { spans: [] })).toBeUndefined();
    expect(await store.stats()).toMatchObject({ runs: 0 });
  });

  it('names each run by its root and tells whose its spans are', async () => {
    await ingestTrace(store, { spans: spansOf(agent('writer', [llm(), tool('render', 'no paper')])) });
    expect(await store.getRun('a'.repeat(32))).toMatchObject({
      name: 'invoke_agent writer',
      serviceName: 'newsroom',
    });
    const rows = await store.spansOf('a'.repeat(32));
    expect(rows.map(({ agent, nodeType, error }) => [agent, nodeType, error])).toEqual([
      ['writer', 'agent', null],
      ['writer', 'llm_call', null],
      ['writer', 'tool_invocation', 'no paper'],
    ]);
  });

  it('takes a healthy run for awaiting feedback', async () => {
    await ingestTrace(store, { spans: spansOf(healthy) });
    expect(await store.getRun(traceId)).toMatchObject({
      taskStatus: 'awaiting_feedback',
      verdict: 'healthy',
    });
  });
});
