import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import type { Identify } from './access-tokens.js';
import { networkOf } from './network.js';
import { respondWithProblem } from './problem.js';
import { TokenBuckets } from './token-buckets.js';
import type { RateLimit } from './token-buckets.js';

export interface RateLimitContext {
  readonly identify: Identify;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Answers 429 to a client that asks for too much. A client is a token that is known, else a network address: wrong tokens
 * are counted by address, so that guessing is slow. Tells where the client stands in the fields of
 * draft-ietf-httpapi-ratelimit-headers.
 */
export function rateLimit(limit: RateLimit, { identify, now }: RateLimitContext): MiddlewareHandler {
  const buckets = new TokenBuckets(limit);
  const fillSeconds = Math.max(1, Math.ceil(limit.burst / limit.requestsPerSecond));
  const policy = `"default";q=${limit.burst};w=${fillSeconds}`;
  return async (c, next) => {
    const client = identify(c.req.header('authorization'))?.client ?? addressOf(c);
    const { isAllowed, remaining, waitMs } = buckets.take(client, now());
    const waitSeconds = Math.ceil(waitMs / 1000);
    if (isAllowed) await next();
    else {
      c.res = respondWithProblem(c, {
        status: 429,
        detail: `Too many requests: come back in ${waitSeconds} s.`,
      });
      c.res.headers.set('retry-after', String(waitSeconds));
    }
    c.res.headers.set('ratelimit-policy', policy);
    c.res.headers.set('ratelimit', `"default";r=${remaining};t=${waitSeconds}`);
  };
}

/** An application that is asked in process has one client. */
function addressOf(c: Context): string {
  const isServed = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env;
  return `address ${networkOf(isServed ? (getConnInfo(c).remote.address ?? '') : '')}`;
}
