import type { RateLimit } from '@agent-attribution/tracker';
import { CommandError } from '../../command-error.js';
import type { ServerAccess } from '../start-server.js';
import { readAccessTokens } from './access-tokens.js';
import { type Env, listIn } from './variables.js';

const DEFAULT_REQUESTS_PER_SECOND = 50;
const MAX_REQUESTS_PER_SECOND = 1_000_000;
/** What a page asks for when it is opened comes at once. */
const BURST_SECONDS = 10;

/** What the environment says about `serve`. @throws CommandError (2) that names the variable */
export async function readServeSettings(env: Env): Promise<ServerAccess> {
  const rateLimit = readRateLimit(env);
  return {
    tokens: await readAccessTokens(env),
    allowedHosts: listIn(env, 'AGENT_ATTRIBUTION_ALLOWED_HOSTS'),
    corsOrigins: listIn(env, 'AGENT_ATTRIBUTION_CORS_ORIGINS').map(checkOrigin),
    ...(rateLimit !== undefined && { rateLimit }),
  };
}

/** Requests a second of one client; 0 for no limit. */
function readRateLimit(env: Env): RateLimit | undefined {
  const name = 'AGENT_ATTRIBUTION_RATE_LIMIT';
  const text = (env[name] ?? '').trim();
  const requestsPerSecond = text === '' ? DEFAULT_REQUESTS_PER_SECOND : Number(text);
  if (!(requestsPerSecond >= 0 && requestsPerSecond <= MAX_REQUESTS_PER_SECOND)) {
    throw new CommandError(
      `${name} takes requests a second, from 0 (no limit) to ${MAX_REQUESTS_PER_SECOND}, not "${text}"`,
      2,
    );
  }
  if (requestsPerSecond === 0) return undefined;
  return { requestsPerSecond, burst: Math.max(1, Math.ceil(requestsPerSecond * BURST_SECONDS)) };
}

function checkOrigin(origin: string): string {
  if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
  throw new CommandError(
    `AGENT_ATTRIBUTION_CORS_ORIGINS takes origins such as https://board.example, not "${origin}"`,
    2,
  );
}
