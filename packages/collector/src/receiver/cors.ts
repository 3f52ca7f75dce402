import type { IncomingMessage } from 'node:http';

/** How long a browser may keep the answer to a preflight. */
const MAX_AGE_SECONDS = 600;

/** Whether a browser asks if it may send. */
export function isPreflight(request: IncomingMessage): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

/**
 * Headers that let a page of an allowed origin read the answer; none for any other. Credentials are never allowed: a token
 * goes into the Authorization header.
 *
 * @param allowedOrigins such as `https://app.example`; `*` stands for all.
 */
export function corsHeaders(
  request: IncomingMessage,
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> {
  const { origin } = request.headers;
  if (allowedOrigins.length === 0 || origin === undefined) return {};
  if (allowedOrigins.includes('*')) return { 'Access-Control-Allow-Origin': '*' };
  if (!allowedOrigins.includes(origin)) return { Vary: 'Origin' };
  return { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
}

/** What the answer to a preflight adds: exporters send headers of their user's choice, so all that is asked is granted. */
export function preflightHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  const asked = request.headers['access-control-request-headers'];
  return {
    'Access-Control-Allow-Methods': 'POST',
    ...(asked === undefined ? {} : { 'Access-Control-Allow-Headers': asked }),
    'Access-Control-Max-Age': String(MAX_AGE_SECONDS),
  };
}
