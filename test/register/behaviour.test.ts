import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFolder } from '../helpers/app-folder.js';
import type { AppResult } from '../helpers/app-folder.js';
import { startOtlpSink } from '../helpers/otlp-sink.js';
import type { OtlpSink } from '../helpers/otlp-sink.js';
import { startScriptedChatServer } from '../helpers/scripted-chat-server.js';

let folder: AppFolder;
let plain: AppFolder;
let sink: OtlpSink;
let nobody: string;
beforeAll(async () => {
  folder = await AppFolder.withAgentsSdk(new URL('apps/team.mjs', import.meta.url), '0.20.0');
  plain = await AppFolder.withAgentsSdk(new URL('apps/plain.mjs', import.meta.url), '0.20.0');
  sink = await startOtlpSink();
  nobody = await urlWhereNobodyListens();
});
afterAll(async () => {
  await Promise.all([folder.remove(), plain.remove(), sink.close()]);
});

const urlWhereNobodyListens = async (): Promise<string> => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${port}`;
};

type Run = Parameters<AppFolder['run']>[0];

/** The app in question, with a model server of its own. */
const run = async (app: AppFolder, options: Run): Promise<AppResult> => {
  const model = await startScriptedChatServer([
    { toolCall: { name: 'transfer_to_researcher', arguments: {} } },
    { toolCall: { name: 'fetch_rates', arguments: { quarter: '2026-Q3' } } },
    { content: 'From 1.1 to 1.2.' },
  ]);
  try {
    return await app.run({ ...options, env: { MODEL_URL: model.url, ...options.env } });
  } finally {
    await model.close();
  }
};

/** Ids and times differ from run to run. */
const comparable = ({ stderr, ...more }: AppResult): AppResult => ({
  ...more,
  stderr: stderr.replaceAll(/[\da-f-]{16,}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'varies'),
});

const TERM = { name: 'SIGTERM', after: 'waiting' } as const;
const INTERRUPT = { name: 'SIGINT', after: 'waiting' } as const;

const ENDINGS = [
  { name: 'ends well', env: { TOOL: 'works' }, ended: 0 },
  { name: 'catches what its agents throw', env: {}, ended: 0 },
  { name: 'throws', env: { ENDING: 'throw' }, ended: 1 },
  { name: 'calls process.exit(3)', env: { ENDING: 'exit' }, ended: 3 },
  { name: 'is told to end, handled by the Agents SDK', env: { ENDING: 'signal' }, signal: TERM, ended: 0 },
  {
    name: 'is interrupted, handled by the Agents SDK',
    env: { ENDING: 'signal' },
    signal: INTERRUPT,
    ended: 130,
  },
  { name: 'handles SIGTERM itself', env: { ENDING: 'handled signal' }, signal: TERM, ended: 7 },
] as const;

describe.each(ENDINGS)('an app that $name', ({ env, ended, ...more }) => {
  it.each([
    ['with a tracker', () => sink.url],
    ['without a tracker', () => nobody],
  ])('prints and ends as it does without register, %s', async (_name, tracker) => {
    const without = await run(folder, { registered: false, env, ...more });
    const withIt = await run(folder, {
      registered: true,
      env: { ...env, AGENT_ATTRIBUTION_ENDPOINT: tracker(), AGENT_ATTRIBUTION_QUIET: 'true' },
      ...more,
    });
    expect(without.ended).toBe(ended);
    expect(comparable(withIt)).toEqual(comparable(without));
  });
});

describe('an app without agents', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('is killed by %s as it is without register', async (name) => {
    const options = { signal: { name, after: 'waiting' }, env: { WAIT: 'true' } };
    expect((await run(plain, { registered: false, ...options })).ended).toBe(name);
    expect((await run(plain, { registered: true, ...options })).ended).toBe(name);
  });

  it('says one line on standard error', async () => {
    const env = { AGENT_ATTRIBUTION_ENDPOINT: sink.url };
    const { stdout, stderr } = await run(plain, { registered: true, env });
    expect(stdout).toBe('done\n');
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(`^agent-attribution: on, sends to tracker ${sink.url}/v1/traces; `),
    ]);
  });

  it('says nothing when told to be quiet', async () => {
    const env = { AGENT_ATTRIBUTION_QUIET: 'true' };
    expect((await run(plain, { registered: true, env })).stderr).toBe('');
  });

  it.each(['AGENT_ATTRIBUTION_ENABLED=false', 'OTEL_SDK_DISABLED=true'])('stays off with %s', async (off) => {
    const [name = '', value = ''] = off.split('=');
    const { stdout, stderr } = await run(plain, { registered: true, env: { [name]: value } });
    expect({ stdout, stderr }).toEqual({ stdout: 'done\n', stderr: `agent-attribution: off (${off})\n` });
  });

  it('runs without attribution when a variable is wrong', async () => {
    const env = { AGENT_ATTRIBUTION_ENDPOINT: 'tracker' };
    const { stdout, stderr, ended } = await run(plain, { registered: true, env });
    expect({ stdout, ended }).toEqual({ stdout: 'done\n', ended: 0 });
    expect(stderr).toMatch(
      /^agent-attribution: off: AGENT_ATTRIBUTION_ENDPOINT must be an http or https URL/,
    );
  });
});
