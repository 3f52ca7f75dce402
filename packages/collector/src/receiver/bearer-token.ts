import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * A check of Authorization headers against tokens, any of which will do. Digests are compared, all of them and in constant
 * time, so that neither the content nor the length of a token can be learnt from how long an answer takes.
 */
export function bearerTokenCheck(
  tokens: string | readonly string[],
): (authorization: string | undefined) => boolean {
  const expected = (typeof tokens === 'string' ? [tokens] : tokens).map(digest);
  return (authorization) => {
    const given = /^bearer +(.+)$/i.exec(authorization ?? '')?.[1];
    const sent = digest(given ?? '');
    const matches = expected.filter((one) => timingSafeEqual(sent, one));
    return matches.length > 0 && given !== undefined;
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
