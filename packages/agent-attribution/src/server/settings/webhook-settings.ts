import { TRACKER_EVENT_TYPES } from '@agent-attribution/tracker';
import type { TrackerEventType, WebhookOptions } from '@agent-attribution/tracker';
import { CommandError } from '../../command-error.js';
import { type Env, isOn, listIn, secretsIn } from './variables.js';

const URLS = 'AGENT_ATTRIBUTION_WEBHOOK_URL';
const SECRETS = 'AGENT_ATTRIBUTION_WEBHOOK_SECRET';
const EVENTS = 'AGENT_ATTRIBUTION_WEBHOOK_EVENTS';

/**
 * Who is told of events; undefined for nobody. Addresses and secrets are judged when webhooks are started.
 *
 * @throws CommandError (2) that names the variable
 */
export async function readWebhookSettings(env: Env): Promise<WebhookOptions | undefined> {
  const urls = await secretsIn(env, URLS);
  if (urls.length === 0) return undefined;
  const secrets = await secretsIn(env, SECRETS);
  if (secrets.length === 0)
    throw new CommandError(`${URLS} is set and requests are signed: set ${SECRETS} as well`, 2);
  const events = listIn(env, EVENTS).map(eventType);
  return {
    urls,
    secrets,
    ...(events.length > 0 && { events }),
    allowPrivateTargets: isOn(env, 'AGENT_ATTRIBUTION_WEBHOOK_ALLOW_PRIVATE'),
  };
}

function eventType(text: string): TrackerEventType {
  const type = TRACKER_EVENT_TYPES.find((known) => known === text);
  if (type !== undefined) return type;
  throw new CommandError(`${EVENTS} takes ${TRACKER_EVENT_TYPES.join(', ')}, not "${text}"`, 2);
}
