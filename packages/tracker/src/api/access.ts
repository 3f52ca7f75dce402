import type { MiddlewareHandler } from 'hono';
import type { Identify } from './access-tokens.js';
import { TOKEN_PAGE } from '../pages/token-page.js';
import { respondWithProblem } from './problem.js';

/** Names by which a machine calls itself. */
export const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

const WILDCARD_HOSTS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]']);
const IP_ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/;

/** True when only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  const name = bracketed(host.toLowerCase());
  return LOOPBACK_HOSTS.includes(name) || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * Refuses requests whose Host header is a name we do not go by. A page of another site can make its own name point at
 * this machine (DNS rebinding) and would then read everything; the browser still sends that name.
 *
 * A server that listens on every address accepts any IP address as well: a rebound name is never one.
 */
export function hostCheck(host: string, allowedHosts: readonly string[]): MiddlewareHandler {
  const names = new Set(
    [...LOOPBACK_HOSTS, host, ...allowedHosts].map((name) => bracketed(name.toLowerCase())),
  );
  const isWildcard = WILDCARD_HOSTS.has(host);
  return async (c, next) => {
    const name = hostName(c.req.header('host') ?? new URL(c.req.url).host);
    if (names.has(name) || (isWildcard && IP_ADDRESS.test(name))) return next();
    return respondWithProblem(c, {
      status: 403,
      detail:
        'This host name is not one the tracker goes by: open it by the address it listens on, or allow the name.',
    });
  };
}

const REALM = 'realm="tracker"';

/** Lets a request in whose token may do what it wants: reading takes the scope `read`, all else `write`. */
export function tokenCheck(identify: Identify): MiddlewareHandler {
  return async (c, next) => {
    const access = identify(c.req.header('authorization'));
    if (access === undefined) {
      // Basic first: Chromium reads the first scheme of a header only, and asks nobody when it does not know that.
      c.header('www-authenticate', `Basic ${REALM}, Bearer ${REALM}`);
      if (c.req.method === 'GET' && c.req.header('accept')?.includes('text/html') === true)
        return c.html(TOKEN_PAGE, 401);
      return respondWithProblem(c, {
        status: 401,
        detail: 'Send the token as "Authorization: Bearer …".',
      });
    }
    const wanted = READING.has(c.req.method) ? 'read' : 'write';
    if (access.scopes.has(wanted)) return next();
    c.header('www-authenticate', `Bearer ${REALM}, error="insufficient_scope", scope="${wanted}"`);
    return respondWithProblem(c, {
      status: 403,
      detail: `This token may not ${wanted}: use one with the scope "${wanted}".`,
      missingScope: wanted,
    });
  };
}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The name in a Host header, without its port. */
const hostName = (host: string): string => host.toLowerCase().replace(/:\d*$/, '');

const bracketed = (host: string): string =>
  host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
