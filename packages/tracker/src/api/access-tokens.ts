import { createHash, timingSafeEqual } from 'node:crypto';
import { TrackerError } from '../tracker-error.js';

/** `read`: every GET. `write`: every POST. */
export type AccessScope = 'read' | 'write';

export interface AccessToken {
  readonly token: string;
  readonly scopes: readonly AccessScope[];
}

/** What a request that brought a known token may do, and under which name it is counted. */
export interface Access {
  /** Says which token it is and nothing of what it is. */
  readonly client: string;
  readonly scopes: ReadonlySet<AccessScope>;
}

/** Tells who an Authorization header is from; undefined for nobody that is known. */
export type Identify = (authorization: string | undefined) => Access | undefined;

/**
 * Takes a token as `Authorization: Bearer`, or as the password of HTTP Basic so that a browser can ask for it. Compares
 * hashes and all of them, so that the time taken tells neither how much was right nor which token it is near to.
 *
 * @throws {TrackerError} when a token is empty, or may do nothing.
 */
export function createIdentify(tokens: readonly AccessToken[]): Identify {
  const known = tokens.map(({ token, scopes }, index) => {
    if (token.trim() === '')
      throw new TrackerError(
        'invalid_option',
        'The token is empty: set one, or leave it out to ask for none.',
      );
    if (scopes.length === 0)
      throw new TrackerError('invalid_option', 'A token has no scope: give it read, write or both.');
    return { digest: sha256(token), access: { client: `token ${index}`, scopes: new Set(scopes) } };
  });
  return (authorization) => {
    const given = givenToken(authorization ?? '');
    if (given === undefined) return undefined;
    const digest = sha256(given);
    let found: Access | undefined;
    for (const one of known) if (timingSafeEqual(digest, one.digest)) found ??= one.access;
    return found;
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
