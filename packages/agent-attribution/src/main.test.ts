import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from './main.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'analyze-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs a command line and tells what came of it. */
const run = async (args: readonly string[], stdin = '', env: Readonly<Record<string, string>> = {}) => {
  const written = { stdout: '', stderr: '' };
  const exitCode = await main(args, {
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    env,
  });
  return { exitCode, ...written };
};

/** Analyzes what a file of this content says. */
const analyze = async (content: string | Uint8Array, ...options: readonly string[]) => {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.json`);
  await writeFile(file, content);
  return run(['analyze', file, ...options]);
};

const TRACE_ID = 'ab'.repeat(16);

interface SpanJson {
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly name?: string;
  readonly agent?: string;
  readonly failed?: boolean;
  readonly status?: { readonly code: number };
  readonly attributes?: unknown;
}

const id = (n: number) => n.toString(16).padStart(16, '0');

const document = (spans: readonly SpanJson[], traceId: string | undefined = TRACE_ID) =>
  JSON.stringify({
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: spans.map(({ agent, failed, ...span }, index) => ({
              traceId,
              spanId: id(index + 1),
              name: 'invoke_agent',
              startTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(index) * 1_000_000n),
              endTimeUnixNano: String(1_700_000_001_000_000_000n),
              attributes:
                agent === undefined
                  ? []
                  : [
                      { key: 'gen_ai.operation.name', value: { stringValue: 'invoke_agent' } },
                      { key: 'gen_ai.agent.name', value: { stringValue: agent } },
                    ],
              ...(failed === true && { status: { code: 2, message: 'tool timed out' } }),
              ...span,
            })),
          },
        ],
      },
    ],
  });

const HEALTHY = document([{ agent: 'writer' }]);
const FAILED = document([{ agent: 'writer', failed: true }]);

describe('analyze', () => {
  it('exits 0 on a healthy run, 1 on a culprit, and says who', async () => {
    expect((await analyze(HEALTHY)).exitCode).toBe(0);
    const failed = await analyze(FAILED);
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toContain('writer made the run fail');
  });

  it('prints the report alone with --json', async () => {
    const { stdout } = await analyze(FAILED, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, completion: 'file', verdict: 'attributed' });
  });

  it('weighs a run by the profile asked for', async () => {
    for (const profile of ['information_seeking', 'transactional']) {
      const { stdout } = await analyze(FAILED, '--json', '--profile', profile);
      expect(JSON.parse(stdout)).toMatchObject({ profile });
    }
  });

  it('prints Markdown with --markdown', async () => {
    expect((await analyze(FAILED, '--markdown')).stdout).toMatch(/^## writer made the run fail/);
  });

  it('fails only from the confidence asked for', async () => {
    const { stdout } = await analyze(FAILED, '--json');
    const { confidence } = (JSON.parse(stdout) as { rootCause: { confidence: number } }).rootCause;
    expect((await analyze(FAILED, '--fail-on', String(confidence))).exitCode).toBe(1);
    if (confidence < 1) expect((await analyze(FAILED, '--fail-on', '1')).exitCode).toBe(0);
  });

  it('reads standard input, gzip, and several traces', async () => {
    expect((await run(['analyze', '-', '--json'], HEALTHY)).exitCode).toBe(0);
    expect((await analyze(gzipSync(FAILED))).exitCode).toBe(1);
    const both = `${HEALTHY}\n${document([{ agent: 'b', failed: true }], 'cd'.repeat(16))}\n`;
    const { stdout, exitCode } = await analyze(both, '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  it('reads the traces of a folder, and tells what it left out', async () => {
    const inner = join(folder, 'traces', 'today');
    await mkdir(inner, { recursive: true });
    await writeFile(join(inner, 'a.json'), FAILED);
    await writeFile(join(inner, 'b.json'), '{"resourceSpans":[');
    const { exitCode, stderr } = await run(['analyze', join(folder, 'traces')]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('b.json');
  });

  it('takes a trace of circles, and a chain of 100,000 spans', async () => {
    const circle = document([
      { agent: 'a', parentSpanId: id(2) },
      { agent: 'b', parentSpanId: id(1) },
    ]);
    expect((await analyze(circle)).exitCode).toBe(0);
    const chain = document(
      Array.from({ length: 100_000 }, (_, n) => ({ agent: 'a', ...(n > 0 && { parentSpanId: id(n) }) })),
    );
    expect((await analyze(chain, '--json')).exitCode).toBe(0);
  }, 30_000);

  it.each([
    ['an empty file', ''],
    ['truncated JSON', '{"resourceSpans":[{"scopeSpans"'],
    ['JSON that is no trace', '{"hello":"world"}'],
    ['broken protobuf', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x01])],
    ['spans without ids', document([{ agent: 'a', spanId: '' }])],
    ['no spans', '{"resourceSpans":[]}'],
  ])('exits 2 with one sentence on %s', async (_, content) => {
    const { exitCode, stderr, stdout } = await analyze(content);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^agent-attribution: [^\n]+\n$/);
    expect(stderr).not.toMatch(/ at .*:\d+:\d+/);
  });

  it('exits 2 when nothing can be told', async () => {
    const { exitCode, stderr } = await analyze(document([{ name: 'GET /' }]));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^agent-attribution: [^\n]+\n$/);
  });

  it.each([
    [['analyze'], 'takes one file'],
    [['analyze', 'nowhere.json'], 'there is no such file'],
    [['analyze', 'a', '--nonsense'], '--nonsense'],
    [['analyze', 'a', '--format', 'xml'], '--format is one of'],
    [['analyze', 'a', '--fail-on', '2'], '--fail-on takes a number from 0 to 1'],
    [['analyze', 'a', '--json', '--markdown'], 'cannot both'],
    [['analyze', 'a', '--profile', 'x'], '--profile is one of information_seeking, transactional'],
    [['analyze', 'a', '--judge', 'nowhere'], '--judge takes the http(s) URL'],
    [['analyze', 'a', '--judge', 'http://localhost:1/v1'], 'set AGENT_ATTRIBUTION_JUDGE_MODEL'],
    [['nonsense'], 'there is no command "nonsense"'],
    [['demo', '--scenario', 'nonsense'], 'there are upstream'],
    [['serve', '--port', '70000'], '--port takes a number'],
    [['serve', '--otlp-grpc-port', '70000'], '--otlp-grpc-port takes a number'],
    [['serve', '--config', '/no/such.yaml'], 'cannot read the configuration /no/such.yaml: ENOENT'],
    [['serve', '--keep', 'long'], '--keep takes a time'],
    [['serve', '--max-size', '9'], '--max-size takes a size'],
    [['serve', '--data', 'x', '--database-url', 'postgres://h/d'], 'runs are kept in one place'],
    [['serve', '--max-size', '9G', '--database-url', 'postgres://h/d'], '--max-size works with --data only'],
    [['runs', '--data', 'x', '--database-url', 'postgres://h/d'], 'there is one tracker to ask'],
  ])('exits 2 on %j', async (args, sentence) => {
    const { exitCode, stderr } = await run(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('analyze --judge', () => {
  /** A run of three agents that says of itself that it failed, and nothing more: nobody can be sure. */
  const unsure = document([
    {
      name: 'invoke_workflow run',
      attributes: [
        { key: 'gen_ai.operation.name', value: { stringValue: 'invoke_workflow' } },
        { key: 'attribution.outcome', value: { stringValue: 'failure' } },
      ],
    },
    ...['writer', 'editor', 'boss'].map((agent) => ({ agent, parentSpanId: id(1) })),
  ]);
  const env = { AGENT_ATTRIBUTION_JUDGE_MODEL: 'm' };
  const judged = (...options: readonly string[]) => run(['analyze', '-', '--json', ...options], unsure, env);

  it('keeps the deterministic verdict, with a warning, where the judge cannot be reached', async () => {
    const { stdout, stderr } = await judged('--judge', 'http://127.0.0.1:1/v1');
    const [report, plain] = [stdout, (await judged()).stdout].map(
      (text) => JSON.parse(text) as { warnings: string[] },
    );
    expect(stderr).toContain('judge: 2 calls');
    expect(report?.warnings).toEqual([expect.stringContaining('no connection')]);
    expect({ ...report, warnings: [] }).toEqual(plain);
  });

  it('tells what it cost', async () => {
    expect((await judged('--judge', 'http://127.0.0.1:1/v1')).stderr).toMatch(/judge: \d calls, 0 tokens in/);
  });
});

/** Analyzes a folder of these documents as a corpus. */
const analyzeCorpus = async (name: string, ...documents: readonly string[]) => {
  const corpus = join(folder, name);
  await mkdir(corpus);
  for (const [index, text] of documents.entries()) await writeFile(join(corpus, `${index}.json`), text);
  return run(['analyze', corpus, '--corpus', '--json']);
};

/** A run of the writer, who calls this tool. */
const using = (tool: string, outcome: Pick<SpanJson, 'failed' | 'status'>, traceId?: string) => {
  const attributes = [
    { key: 'gen_ai.operation.name', value: { stringValue: 'execute_tool' } },
    { key: 'gen_ai.tool.name', value: { stringValue: tool } },
  ];
  return document(
    [
      { agent: 'writer', ...outcome },
      { parentSpanId: id(1), attributes },
    ],
    traceId,
  );
};

describe('analyze --corpus', () => {
  const passed = using('read', { status: { code: 1 } }, 'cd'.repeat(16));

  it('suspects what was done only in runs that failed', async () => {
    const { stdout, stderr } = await analyzeCorpus('both', using('search', { failed: true }), passed);
    expect(stderr).toContain('corpus of 1 failed and 1 successful runs');
    const [failed] = JSON.parse(stdout) as { candidates: { terms: { name: string; value: number }[] }[] }[];
    expect(failed?.candidates[0]?.terms.find(({ name }) => name === 'spectrum')?.value).toBe(1);
  });

  it('needs runs of both kinds', async () => {
    const { exitCode, stderr } = await analyzeCorpus('one-kind', FAILED);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('here are 1 and 0');
  });
});

describe('help', () => {
  it('lists the commands, and fails without one', async () => {
    expect(await run(['--help'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('analyze') });
    expect((await run([])).exitCode).toBe(2);
    expect((await run(['analyze', '--help'])).stdout).toContain('--fail-on');
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
