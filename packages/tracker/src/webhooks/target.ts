import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { TrackerError } from '../tracker-error.js';
import { isPrivateAddress } from './private-addresses.js';

export interface WebhookTarget {
  readonly url: URL;
  /** What logs call it: the path may hold a secret. */
  readonly name: string;
}

/**
 * Where webhooks may go: over HTTPS to the public internet; also over plain HTTP and to addresses of this machine and its
 * networks when that was asked for. Names are looked at when they are looked up: see `publicLookup`.
 *
 * @throws {TrackerError} that says what to change.
 */
export function parseWebhookTarget(text: string, allowPrivate: boolean): WebhookTarget {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw wrong('A webhook goes to an address such as https://hooks.example/runs.');
  if (url.username !== '' || url.password !== '')
    throw wrong(`The webhook to ${url.host} holds a password: leave it out, requests are signed.`);
  if (!allowPrivate && url.protocol === 'http:')
    throw wrong(`The webhook to ${url.host} could be read on its way: use https, or allow private targets.`);
  const address = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(address) !== 0 && isPrivateAddress(address))
    throw wrong(`The webhook to ${url.host} stays in this network: allow private targets if that is meant.`);
  return { url, name: url.origin };
}

const wrong = (message: string): TrackerError => new TrackerError('invalid_option', message);

/**
 * A look-up that fails for names with an address that is not public. It is the look-up of the connection itself, so a name
 * cannot be looked at under one address and be reached under another.
 */
export function publicLookup(look: typeof lookup = lookup): LookupFunction {
  return (hostname, options, done) => {
    look(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error !== null || first === undefined) return done(error, '', 0);
      if (found.some(({ address }) => isPrivateAddress(address)))
        return done(new Error('its name leads into a private network'), '', 0);
      return options.all === true ? done(null, found) : done(null, first.address, first.family);
    });
  };
}
