import type { AttributionReport } from '@agent-attribution/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppFolder } from '../helpers/app-folder.js';
import type { AppResult } from '../helpers/app-folder.js';
import { startOtlpSink } from '../helpers/otlp-sink.js';
import type { OtlpSink } from '../helpers/otlp-sink.js';
import { startScriptedChatServer } from '../helpers/scripted-chat-server.js';
import type { ScriptedReply } from '../helpers/scripted-chat-server.js';

const SCRIPT: readonly ScriptedReply[] = [
  { toolCall: { name: 'transfer_to_researcher', arguments: {} } },
  { toolCall: { name: 'fetch_rates', arguments: { quarter: '2026-Q3' } } },
  { content: 'From 1.1 to 1.2.' },
];
const TOKENS_PER_REPLY = 15;
const APP = new URL('apps/team.mjs', import.meta.url);

let sink: OtlpSink;
beforeEach(async () => {
  sink = await startOtlpSink();
});
afterEach(() => sink.close());

const runTeam = async (
  version: '0.14.3' | '0.20.0',
  env: Readonly<Record<string, string>>,
): Promise<AppResult> => {
  const model = await startScriptedChatServer(SCRIPT);
  const folder = await AppFolder.withAgentsSdk(APP, version);
  try {
    return await folder.run({
      registered: true,
      env: { MODEL_URL: model.url, AGENT_ATTRIBUTION_ENDPOINT: sink.url, ...env },
    });
  } finally {
    await folder.remove();
    await model.close();
  }
};

const reports = (): readonly AttributionReport[] =>
  sink.spans
    .map((span) => span.attribute('attribution.report'))
    .filter((text) => typeof text === 'string')
    .map((text): AttributionReport => JSON.parse(text));

describe.each(['0.14.3', '0.20.0'] as const)('an app on the Agents SDK %s, under register', (version) => {
  it('gets a verdict that blames the agent whose tool failed', async () => {
    const { stdout } = await runTeam(version, { ENDING: 'catch' });
    expect(stdout).toContain('the rates service does not answer');
    expect(reports()).toHaveLength(1);
    expect(reports()[0]).toMatchObject({ verdict: 'attributed', rootCause: { agent: 'researcher' } });
  });

  it('counts the tokens that the model served, once', async () => {
    await runTeam(version, { ENDING: 'catch' });
    expect(reports()[0]?.tokens.total).toBe(2 * TOKENS_PER_REPLY);
  });

  it('gets no culprit when all went well', async () => {
    await runTeam(version, { ENDING: 'catch', TOOL: 'works' });
    expect(reports()[0]).toMatchObject({ verdict: 'healthy', rootCause: null });
    expect(reports()[0]?.tokens.total).toBe(3 * TOKENS_PER_REPLY);
  });
});

describe.each(['throw', 'exit'])('an app that ends by %s', (ending) => {
  it('has sent its verdict', async () => {
    await runTeam('0.20.0', { ENDING: ending });
    expect(reports()).toEqual([
      expect.objectContaining({ rootCause: expect.objectContaining({ agent: 'researcher' }) as unknown }),
    ]);
  });
});

it('names the app in its resource', async () => {
  await runTeam('0.20.0', { ENDING: 'catch' });
  expect(new Set(sink.spans.map((span) => span.resourceAttribute('service.name')))).toEqual(
    new Set(['rates-app']),
  );
});
