import * as v from 'valibot';

/** What a schema says of itself, for errors and for the table of keys. */
export interface SchemaNode {
  /** The keys it takes, when it is a section. */
  readonly entries: Readonly<Record<string, v.GenericSchema>> | undefined;
  readonly takes: string | undefined;
  readonly about: string | undefined;
  /** As a person would write it; undefined when there is none. */
  readonly default: unknown;
  readonly isRequired: boolean;
}

/** Looks through what wraps a schema (optional, pipe) to what it takes. */
export function nodeOf(schema: v.GenericSchema): SchemaNode {
  if (isWrapped(schema)) {
    const inner = nodeOf(schema.wrapped);
    return { ...inner, default: schema.default ?? inner.default, isRequired: false };
  }
  const { takes } = v.getMetadata(schema) as { takes?: string };
  return {
    entries: entriesOf(schema),
    takes,
    about: v.getDescription(schema),
    default: undefined,
    isRequired: true,
  };
}

/** The schema under a path of keys; undefined where there is none. */
export function schemaAt(schema: v.GenericSchema, path: readonly string[]): v.GenericSchema | undefined {
  let found: v.GenericSchema | undefined = schema;
  for (const key of path) found = found === undefined ? undefined : nodeOf(found).entries?.[key];
  return found;
}

interface Wrapped {
  readonly wrapped: v.GenericSchema;
  readonly default: unknown;
}

const isWrapped = (schema: v.GenericSchema): schema is v.GenericSchema & Wrapped => 'wrapped' in schema;

/** Those of the section that closes a pipe, or of the schema itself. */
function entriesOf(schema: v.GenericSchema): SchemaNode['entries'] {
  if ('pipe' in schema) {
    const last = (schema.pipe as readonly v.GenericSchema[]).at(-1);
    return last === undefined || last === schema ? undefined : entriesOf(last);
  }
  return 'entries' in schema ? (schema.entries as SchemaNode['entries']) : undefined;
}
