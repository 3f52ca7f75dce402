import type { Activated } from './activate.js';
import type { Finding, RegisterSettings } from './diagnosis/index.js';

/** Findings without which nothing is attributed at all. */
const BLOCKING: ReadonlySet<string> = new Set(['sentry_provider', 'sealed_provider']);

/** The one line that `register` prints: what it found, where spans go, and the first thing to mend. */
export const startLine = (
  { destinations, toConsole }: RegisterSettings,
  activated: readonly Activated[],
  findings: readonly Finding[],
): string => {
  const blocking = findings.find(({ code }) => BLOCKING.has(code));
  if (blocking !== undefined) return `off: ${blocking.text}; fix: ${blocking.fix}`;
  const where = destinations.map(({ name, url }) => `${name} ${withoutSecrets(url)}`);
  if (toConsole) where.push('console');
  const seen = activated
    .filter(({ failure }) => failure === undefined)
    .map(({ found: { found } }) => `${found.name}@${found.version}`);
  const problems = findings.filter(({ severity }) => severity === 'fix');
  return [
    `on, sends to ${where.join(', ') || 'nowhere'}`,
    `found ${seen.join(', ') || 'no known agent runtime'}`,
    ...(problems.length === 0
      ? []
      : [`${problems.length} to fix, see agent-attribution doctor: ${problems[0]?.text ?? ''}`]),
  ].join('; ');
};

/** A URL may carry a password; a line that is printed must not. */
const withoutSecrets = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
};
