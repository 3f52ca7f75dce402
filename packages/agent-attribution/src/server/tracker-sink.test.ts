import { writeOtlpProto } from '@agent-attribution/otlp';
import { createServiceLog } from '@agent-attribution/collector';
import { createTrackerActivity, openSqliteStore } from '@agent-attribution/tracker';
import type { TrackerStore } from '@agent-attribution/tracker';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spanDocument, spanId, TRACE_ID } from '../../../../test/helpers/span-documents.js';
import { StoredTraces } from './stored-traces.js';
import { createTrackerSink } from './tracker-sink.js';

let folder: string;
let store: TrackerStore;
const lines: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracker-sink-'));
  store = await openSqliteStore({ dataDir: folder, writer: 'inline' });
  lines.length = 0;
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const log = createServiceLog({ level: 'debug', format: 'json', write: (line) => lines.push(line) });
const messages = () => lines.map((line) => (JSON.parse(line) as { message: string }).message);

const sinkOf = (to: TrackerStore) =>
  createTrackerSink({
    store: to,
    activity: createTrackerActivity({ store: to }),
    stored: new StoredTraces(),
    log,
    retryMs: 1,
  });

const AGENT = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'writer' };
const body = writeOtlpProto([spanDocument(1, { attributes: AGENT, name: 'invoke_agent writer' })]);
const payload = { signal: 'traces', body, spanCount: 1 } as const;

/** A store that refuses so many runs, and says how it is. */
const refusing = (times: number, check: () => Promise<void>): TrackerStore => {
  let left = times;
  const saveRun: TrackerStore['saveRun'] = (run) =>
    left-- > 0 ? Promise.reject(new Error('not now')) : store.saveRun(run);
  return new Proxy(store, {
    get(target, key) {
      if (key === 'saveRun') return saveRun;
      if (key === 'check') return check;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
};

const down = () => Promise.reject(new Error('disk full'));

describe('createTrackerSink', () => {
  it('takes a trace over when it is in the store', async () => {
    await sinkOf(store).accept(payload);
    expect(await store.getRun(TRACE_ID)).toMatchObject({ name: 'invoke_agent writer', spanCount: 1 });
  });

  it('waits for a store that cannot be written, and says so once', async () => {
    await sinkOf(refusing(3, down)).accept(payload);
    expect(await store.getRun(TRACE_ID)).toBeDefined();
    expect(messages()).toEqual(['traces cannot be stored and wait', 'traces are stored again']);
  });

  it('gives a trace up that a store which works does not take', async () => {
    await sinkOf(refusing(1, () => Promise.resolve())).accept(payload);
    expect(await store.getRun(TRACE_ID)).toBeUndefined();
    expect(messages()).toEqual(['a trace could not be stored']);
  });

  it('adds a late span to its run, and makes the run anew of all spans when the revision comes', async () => {
    const sink = sinkOf(store);
    await sink.accept(payload);
    const late = spanDocument(2, { parentSpanId: spanId(1), attributes: { 'attribution.late': true } });
    await sink.accept({ ...payload, body: writeOtlpProto([late]) });
    expect(await store.getRun(TRACE_ID)).toMatchObject({ name: 'invoke_agent writer', revision: 1 });
    expect(await store.spansOf(TRACE_ID)).toHaveLength(2);
    const report = { ...(await store.getRun(TRACE_ID))?.report, revision: 2, spanCount: 2 };
    const verdict = spanDocument(9, {
      parentSpanId: spanId(1),
      name: 'attribution',
      scopeName: '@agent-attribution',
      attributes: { 'attribution.report': JSON.stringify(report) },
    });
    const known = Buffer.concat([body, writeOtlpProto([late])]);
    await sink.accept({ signal: 'traces', body: writeOtlpProto([verdict]), spanCount: 1, known });
    expect(await store.getRun(TRACE_ID)).toMatchObject({
      name: 'invoke_agent writer',
      revision: 2,
      spanCount: 2,
      startedAt: 1_700_000_000_000_000,
    });
  });

  it('leaves log records alone: they were content', async () => {
    await sinkOf(store).accept({ signal: 'logs', body: new Uint8Array(), spanCount: 0 });
    expect((await store.stats()).runs).toBe(0);
  });
});
