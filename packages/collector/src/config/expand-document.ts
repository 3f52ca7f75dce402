import type { ConfigurationProblem } from './configuration-problem.js';
import { expandReferences } from './environment-references.js';
import type { Environment } from './environment-references.js';

/** Puts the environment into every text of a document; keys stay as they are. */
export function expandDocument(
  value: unknown,
  env: Environment,
  problems: ConfigurationProblem[],
  path: readonly string[] = [],
): unknown {
  if (typeof value === 'string') {
    const expanded = expandReferences(value, env);
    if ('text' in expanded) return expanded.text;
    for (const name of expanded.missing) {
      problems.push({
        path: path.join('.'),
        message: `the environment variable ${name} is not set; set it, or write \${env:${name}:-default}`,
      });
    }
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => expandDocument(item, env, problems, [...path, String(index)]));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, expandDocument(item, env, problems, [...path, key])]),
  );
}
