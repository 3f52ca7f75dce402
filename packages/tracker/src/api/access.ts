import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
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

/**
 * Asks for the token: as `Authorization: Bearer`, or as the password of HTTP Basic so that a browser can ask for it.
 * Compares hashes, so that the time taken tells nothing about how much was right.
 */
export function tokenCheck(token: string): MiddlewareHandler {
  const expected = sha256(token);
  return async (c, next) => {
    const given = givenToken(c.req.header('authorization') ?? '');
    if (given !== undefined && timingSafeEqual(sha256(given), expected)) return next();
    c.header('www-authenticate', 'Bearer realm="tracker", Basic realm="tracker"');
    return respondWithProblem(c, { status: 401, detail: 'Send the token as "Authorization: Bearer …".' });
  };
}

function givenToken(header: string): string | undefined {
  const [scheme = '', value = ''] = header.split(' ', 2);
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return value;
    case 'basic': {
      const pair = Buffer.from(value, 'base64').toString('utf8');
      return pair.slice(pair.indexOf(':') + 1);
    }
    default:
      return undefined;
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The name in a Host header, without its port. */
const hostName = (host: string): string => host.toLowerCase().replace(/:\d*$/, '');

const bracketed = (host: string): string =>
  host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
