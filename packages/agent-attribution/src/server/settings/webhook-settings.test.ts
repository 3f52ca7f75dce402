import { expect, it } from 'vitest';
import { readWebhookSettings } from './webhook-settings.js';

const URL = { AGENT_ATTRIBUTION_WEBHOOK_URL: 'https://a.example, https://b.example' };
const WELL = { ...URL, AGENT_ATTRIBUTION_WEBHOOK_SECRET: 'whsec_a,whsec_b' };

it('tells nobody by default', async () => {
  expect(await readWebhookSettings({ AGENT_ATTRIBUTION_WEBHOOK_SECRET: 'whsec_a' })).toBeUndefined();
});

it('takes several addresses and secrets, all events and public targets', async () => {
  expect(await readWebhookSettings(WELL)).toEqual({
    urls: ['https://a.example', 'https://b.example'],
    secrets: ['whsec_a', 'whsec_b'],
    allowPrivateTargets: false,
  });
});

it('takes some events, and private targets when that is said', async () => {
  const more = {
    AGENT_ATTRIBUTION_WEBHOOK_EVENTS: 'task.status, trace.attributed',
    AGENT_ATTRIBUTION_WEBHOOK_ALLOW_PRIVATE: 'true',
  };
  expect(await readWebhookSettings({ ...WELL, ...more })).toMatchObject({
    events: ['task.status', 'trace.attributed'],
    allowPrivateTargets: true,
  });
});

it.each([
  [
    URL,
    'AGENT_ATTRIBUTION_WEBHOOK_URL is set and requests are signed: set AGENT_ATTRIBUTION_WEBHOOK_SECRET as well',
  ],
  [
    { ...WELL, AGENT_ATTRIBUTION_WEBHOOK_EVENTS: 'all' },
    'AGENT_ATTRIBUTION_WEBHOOK_EVENTS takes agent.action.completed, trace.attributed, performance.inflection, task.status, not "all"',
  ],
  [
    { ...WELL, AGENT_ATTRIBUTION_WEBHOOK_ALLOW_PRIVATE: '1' },
    'AGENT_ATTRIBUTION_WEBHOOK_ALLOW_PRIVATE is true or false, not "1"',
  ],
])('refuses %o in one sentence', async (env: Record<string, string>, message) => {
  await expect(readWebhookSettings(env)).rejects.toMatchObject({ message, exitCode: 2 });
});
