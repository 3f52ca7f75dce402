/**
 * The form in which names of agents are compared: neither spaces nor capitals tell one agent from another. Most names are
 * plain, which is told faster than mended.
 *
 * @example normalizeName(' Travel  Agent') // 'travel agent'
 */
export const normalizeName = (name: string): string =>
  PLAIN_NAME.test(name)
    ? name
    : name
        .trim()
        .replaceAll(/[^\S\n]+/g, ' ')
        .toLowerCase();

const PLAIN_NAME = /^[a-z0-9_.:-]+$/;
