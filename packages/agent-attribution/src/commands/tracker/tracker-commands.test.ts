import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTrackerApp, ingestTrace, openSqliteStore, serveTracker } from '@agent-attribution/tracker';
import type { TrackerServer, TrackerStore } from '@agent-attribution/tracker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failing, healthy } from '../../../../tracker/src/testing/runs.js';
import { agent, llm, spanIdOf, spansOf, traceIdOf, workflow } from '../../../../tracker/src/testing/spans.js';
import { main } from '../../main.js';
import { COMMANDS } from '../../commands.js';
import { TRACKER_COMMANDS } from './command-table.js';
import { DETAIL_COMMANDS } from './detail-commands.js';
import { LIST_COMMANDS, oneLine } from './list-commands.js';

let data: string;
let store: TrackerStore;
let server: TrackerServer;

const nowMs = Date.now();
const execution = (trace: number, span: number): string => `${traceIdOf(trace)}-${spanIdOf(span)}`;

/** An agent that declined, one whose response was poor, and one that is still at work. */
const mixed = workflow(
  'talk',
  [
    {
      ...agent('shy', []),
      attributes: {
        ...agent('shy', []).attributes,
        'attribution.outcome': 'skipped',
        'attribution.relevance.score': 0.2,
        'attribution.relevance.reason': 'not my field',
      },
    },
    agent('chatty', [
      {
        ...llm(),
        attributes: {
          ...llm().attributes,
          'attribution.response.valid': false,
          'attribution.response.quality_score': 0.3,
          'attribution.response.errors': ['refusal'],
        },
      },
    ]),
    agent('endless', [llm()]),
  ],
  { 'gen_ai.conversation.id': 'talk-1', 'attribution.goal.id': 'goal-1' },
);

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tracker-commands-'));
  store = await openSqliteStore({ dataDir: data, writer: 'inline' });
  const startMs = nowMs - 3_600_000;
  await ingestTrace(store, { spans: spansOf(failing, { traceId: traceIdOf(1), startMs }) });
  await ingestTrace(store, { spans: spansOf(healthy, { traceId: traceIdOf(2), startMs }) });
  const open = spansOf(mixed, { traceId: traceIdOf(3), startMs }).map((span) =>
    span.name === 'invoke_agent endless' || span.spanId === spanIdOf(6) ? { ...span, endMicros: 0 } : span,
  );
  await ingestTrace(store, { spans: open });
  server = await serveTracker({
    store,
    version: '1',
    port: 0,
    tokens: [{ token: 's3cret', scopes: ['read'] }],
  });
});

afterAll(async () => {
  await server.close();
  await store.close();
  await rm(data, { recursive: true });
});

const run = async (args: readonly string[], env: Record<string, string> = {}, isTTY = false) => {
  const written = { stdout: '', stderr: '' };
  const exitCode = await main(args, {
    stdin: (async function* () {})(),
    stdout: { isTTY, write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    env,
  });
  return { exitCode, ...written };
};

const here = (...args: readonly string[]) => run([...args, '--data', data]);

const CALLS: readonly (readonly [args: readonly string[], says: string])[] = [
  [['agents'], 'researcher'],
  [['agent', 'researcher'], 'Blamed'],
  [['runs', '--status', 'failed'], traceIdOf(1)],
  [['run', traceIdOf(1)], 'researcher made the run fail'],
  [['compare', traceIdOf(1), traceIdOf(2)], 'First divergence'],
  [['patterns'], 'Common failures'],
  [['patterns', '--goal', 'goal-1'], '1 runs'],
  [['suggest'], 'Recommendation'],
  [['tracking-stats'], 'Agent Execution Statistics (Last 24 hours)'],
  [['view-execution', execution(1, 4)], 'search timed out'],
  [['failures'], 'timeout'],
  [['slow', '--threshold-ms', '1'], execution(1, 4)],
  [['skipped'], 'not my field'],
  [['poor-responses'], '0.30'],
  [['invalid-responses'], 'refusal'],
  [['debug-agent', 'shy', '--conversation-id', 'talk-1'], 'skipped due to relevance check'],
  [['debug-agent', 'nobody', '--conversation-id', 'talk-1'], "Orchestrator didn't route to this agent"],
];

describe('a command that asks a tracker', () => {
  it.each(CALLS)('row 53: %j answers for a person', async (args, says) => {
    const { exitCode, stdout, stderr } = await here(...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(says);
    expect(stdout).not.toMatch(/undefined|NaN|\[object/);
  });

  it.each(CALLS)('%j answers a program with --json', async (args) => {
    const { exitCode, stdout } = await here(...args, '--json');
    expect(exitCode).toBe(0);
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
  });

  it.each(CALLS)('%j says the same of a tracker elsewhere', async (args) => {
    const remote = await run([...args, '--url', server.url], { AGENT_ATTRIBUTION_TOKEN: 's3cret' });
    expect(remote).toEqual(await here(...args));
  });

  it('uses colours on a terminal only', async () => {
    expect((await here('failures')).stdout).not.toContain('\u001b[');
    expect((await run(['failures', '--data', data], {}, true)).stdout).toContain('\u001b[');
  });

  it('row 53: shows an execution that still runs, which has no duration', async () => {
    const { exitCode, stdout } = await here('view-execution', execution(3, 5));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Status\s+running\nDuration\s+N\/A/);
    expect((await here('tracking-stats')).stdout).toContain('⊘ running');
  });
});

describe('exit codes', () => {
  it.each([
    [['view-execution', 'nobody'], 1, 'There is no execution with this id'],
    [['run', 'nobody'], 1, 'There is no task and no trace'],
    [['compare', traceIdOf(1)], 2, 'compare takes <id> <id>'],
    [['agents', '--window', '8d'], 2, '"window" must be one of'],
    [['slow', '--threshold-ms', 'fast'], 2, '--threshold-ms takes a number'],
    [['debug-agent', 'shy'], 2, 'debug-agent needs --conversation-id'],
    [['purge'], 2, 'purge needs --older-than'],
    [['purge', '--older-than', '90'], 2, '--older-than takes a time'],
    [['agents', '--nonsense'], 2, '--nonsense'],
    [['agents', '--url', 'http://127.0.0.1:1'], 2, 'cannot both be given'],
  ])('%j is %i', async (args, code, sentence) => {
    const { exitCode, stdout, stderr } = await here(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('are 1 for a tracker that is not there, wants a token, or has no data', async () => {
    const asked = [
      await run(['agents', '--url', 'http://127.0.0.1:1']),
      await run(['agents', '--url', server.url]),
      await run(['agents', '--data', join(data, 'nowhere')]),
    ];
    expect(asked.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
    expect(asked[1]?.stderr).toContain('AGENT_ATTRIBUTION_TOKEN');
    expect(asked[2]?.stderr).toContain('there is no tracker data');
  });
});

describe('purge', () => {
  it('forgets what was kept longer ago', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'purge-'));
    const old = await openSqliteStore({
      dataDir: folder,
      writer: 'inline',
      now: () => nowMs - 91 * 86_400_000,
    });
    await ingestTrace(old, { spans: spansOf(healthy) });
    await old.close();
    const args = ['purge', '--older-than', '90d', '--data', folder, '--json'];
    expect(await run(args)).toMatchObject({ exitCode: 0, stdout: '{"purged":1}\n' });
    expect(await run(args)).toMatchObject({ exitCode: 0, stdout: '{"purged":0}\n' });
    await rm(folder, { recursive: true });
  });

  it('does not reach into a tracker elsewhere', async () => {
    expect(await run(['purge', '--older-than', '1d', '--url', server.url])).toMatchObject({ exitCode: 2 });
  });
});

it('has code for every command of the table, and a name for every code', () => {
  const named = TRACKER_COMMANDS.map(({ name }) => name).filter((name) => name !== 'purge');
  expect(new Set([...LIST_COMMANDS, ...DETAIL_COMMANDS].map(({ name }) => name))).toEqual(new Set(named));
  expect(COMMANDS.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});

it('shows text of the traced program as one harmless line', () => {
  expect(oneLine('a\u001b[31m\nb')).toBe('a [31m b');
  expect(oneLine('x'.repeat(101))).toHaveLength(100);
});

it('asks a folder through the application that a server serves', async () => {
  const app = createTrackerApp({ store, version: '1' });
  const body: unknown = await (await app.request('/api/executions/failed')).json();
  expect(JSON.parse((await here('failures', '--limit', '100', '--json')).stdout)).toEqual(body);
});

describe('doctor', () => {
  it('tells what the runs of a tracker were made of', async () => {
    const { stdout } = await run(['doctor', '--data', data]);
    expect(stdout).toMatch(/tracker +3 traces, \d+ spans/);
    expect(stdout).toMatch(/spans of gen_ai +\d+/);
    expect(stdout).toMatch(/spans of unknown kind +\d+ %/);
    expect(stdout).toMatch(/tokens reported twice +0/);
  });

  it('says that there is no tracker where one was named', async () => {
    const { exitCode, stderr } = await run(['doctor', '--data', join(data, 'none')]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('there is no tracker data in');
  });
});
