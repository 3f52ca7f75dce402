import { redactAndLimit } from '@agent-attribution/core';
import * as v from 'valibot';
import type { ConfigurationProblem } from './configuration-problem.js';
import { hasReference } from './environment-references.js';
import type { Field } from './fields.js';
import { nearestName } from './nearest-name.js';
import { nodeOf, schemaAt } from './schema-walk.js';

/** A part of the file: as it is after the environment was put in, and as it was written. */
export interface FilePart {
  readonly path: string;
  readonly value: unknown;
  readonly written: unknown;
}

/** @returns what the part says, or undefined after its problems were added to the list. */
export function parseSection<T>(
  schema: Field<T>,
  part: FilePart,
  problems: ConfigurationProblem[],
): T | undefined {
  const result = v.safeParse(schema, part.value);
  if (result.success) return result.output;
  for (const issue of result.issues) {
    const keys = (issue.path ?? []).map(({ key }) => String(key));
    problems.push({
      path: [part.path, ...keys].filter((key) => key !== '').join('.'),
      message: messageOf(issue, keys, schema, part.written),
    });
  }
  return undefined;
}

function messageOf(
  issue: v.BaseIssue<unknown>,
  keys: readonly string[],
  schema: v.GenericSchema,
  written: unknown,
): string {
  const found = describe(keys, written);
  if (issue.type !== 'strict_object') {
    return `expected ${issue.type === 'raw_transform' ? issue.message : 'a map'}, found ${found}`;
  }
  if (issue.expected === 'Object') return `expected a map, found ${found}`;
  const known = nodeOf(schemaAt(schema, keys.slice(0, -1)) ?? schema).entries ?? {};
  const name = keys.at(-1) ?? '';
  if (issue.expected === 'never') return unknownKey(name, Object.keys(known));
  const missing = known[name];
  return `is missing; expected ${(missing && nodeOf(missing).takes) ?? 'a map'}`;
}

export function unknownKey(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return `unknown key; ${nearest === undefined ? `known are ${known.join(', ')}` : `did you mean "${nearest}"?`}`;
}

const SECRET_KEYS: ReadonlySet<string> = new Set(['bearer_token', 'headers', 'database_url']);

/** What the file says there, without what is or may be a secret. */
function describe(keys: readonly string[], written: unknown): string {
  let value = written;
  for (const key of keys) value = isMap(value) ? value[key] : undefined;
  if (value === undefined || value === null) return 'nothing';
  if (keys.some((key) => SECRET_KEYS.has(key))) return 'something else (not shown: it may be a secret)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return JSON.stringify(value);
  if (hasReference(value)) return `the value of "${value}" (not shown)`;
  return `"${redactAndLimit(value, 80)}"`;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
