import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * A check of Authorization headers against one token. Digests are compared, in constant time, so that neither the content
 * nor the length of the token can be learnt from how long an answer takes.
 */
export function bearerTokenCheck(token: string): (authorization: string | undefined) => boolean {
  const expected = digest(token);
  return (authorization) => {
    const given = /^bearer +(.+)$/i.exec(authorization ?? '')?.[1];
    return timingSafeEqual(digest(given ?? ''), expected) && given !== undefined;
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
