import { decodePlace } from './cursor.js';
import { ProblemError } from './problem.js';
import { refuseUnknown } from './query.js';
import type { Schema } from './schemas/schema-building.js';

/** A query parameter: what it takes, and what it is when it is not given. One table for reading and for OpenAPI. */
export interface Parameter {
  readonly description: string;
  /** Free text, a number within bounds, or one of a closed set. */
  readonly takes:
    | 'text'
    | readonly string[]
    | { readonly min: number; readonly max: number; readonly whole?: boolean };
  readonly default?: number | string;
  readonly required?: boolean;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** What a request says, by the table of its path. */
export interface Given<K extends string> {
  text(name: K): string | undefined;
  /** The number given, else the default, else `otherwise`. */
  number(name: K, otherwise?: number): number;
}

/** @throws {ProblemError} that names the parameter that is wrong, missing or unknown. */
export function readParameters<K extends string>(
  query: Readonly<Record<string, string>>,
  parameters: Readonly<Record<K, Parameter>>,
): Given<K> {
  const table = new Map<string, Parameter>(Object.entries(parameters));
  refuseUnknown(query, [...table.keys()]);
  for (const [name, parameter] of table) check(name, parameter, query[name]);
  return {
    text: (name) => query[name] || textOf(table.get(name)?.default),
    number: (name, otherwise = 0) => {
      const given = query[name];
      return given === undefined || given === ''
        ? Number(table.get(name)?.default ?? otherwise)
        : Number(given);
    },
  };
}

function check(name: string, { takes, required }: Parameter, value: string | undefined): void {
  if (value === undefined || value === '') {
    if (required === true) throw wrong(name, 'given');
    return;
  }
  if (takes === 'text') return;
  if ('min' in takes) {
    const number = Number(value);
    const isRight =
      number >= takes.min && number <= takes.max && (takes.whole !== true || Number.isInteger(number));
    if (!isRight || value.trim() === '')
      throw wrong(
        name,
        `${takes.whole === true ? 'a whole number' : 'a number'} from ${takes.min} to ${takes.max}`,
      );
  } else if (!takes.includes(value)) throw wrong(name, `one of ${takes.join(', ')}`);
}

const textOf = (value: number | string | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

function wrong(parameter: string, expected: string): ProblemError {
  return new ProblemError({ status: 400, detail: `"${parameter}" must be ${expected}.`, parameter });
}

/** A place in a list of executions. @throws {ProblemError} when the cursor is none of ours. */
export function readPlace(cursor: string | undefined): {
  after?: { startedAt: number; executionId: string };
} {
  if (cursor === undefined) return {};
  const place = decodePlace(cursor);
  if (place === undefined) throw wrong('cursor', 'a value of "nextCursor" of the page before');
  return { after: { startedAt: place.startedAt, executionId: place.id } };
}

/** The parameters as OpenAPI describes them. */
export function describeParameters(parameters: Parameters): readonly Schema[] {
  return Object.entries(parameters).map(([name, parameter]) => ({
    name,
    in: 'query',
    description: parameter.description,
    ...(parameter.required === true && { required: true }),
    schema: {
      ...schemaOf(parameter),
      ...(parameter.default !== undefined && { default: parameter.default }),
    },
  }));
}

function schemaOf({ takes }: Parameter): Schema {
  if (takes === 'text') return { type: 'string' };
  if ('min' in takes)
    return { type: takes.whole === true ? 'integer' : 'number', minimum: takes.min, maximum: takes.max };
  return { type: 'string', enum: takes };
}
