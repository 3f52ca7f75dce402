import * as fc from 'fast-check';
import type { Schema } from '../api/schemas/schema-building.js';
import { createOpenApiDocument } from '../api/openapi.js';

/** What the OpenAPI document says of one operation, as far as requests are made from it. */
export interface DescribedOperation {
  readonly path: string;
  readonly method: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly body: Schema | undefined;
  /** Statuses that the document names. */
  readonly statuses: readonly number[];
  /** Asks for no token. */
  readonly isOpen: boolean;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}

interface DocumentedOperation {
  readonly parameters: DescribedOperation['parameters'];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security?: readonly unknown[];
}

/** Every operation of the document, but the stream of events, which has no end. */
export function describedOperations(): readonly DescribedOperation[] {
  const { paths } = createOpenApiDocument('1') as unknown as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    path === '/api/events'
      ? []
      : Object.entries(methods).map(([method, { parameters, requestBody, responses, security }]) => ({
          path,
          method: method.toUpperCase(),
          parameters: parameters ?? [],
          body: requestBody?.content['application/json'].schema,
          statuses: Object.keys(responses).map(Number),
          isOpen: security?.length === 0,
        })),
  );
}

export interface GeneratedRequest {
  readonly target: string;
  readonly init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  };
}

/** Texts that are code somewhere else: in SQL, HTML, a path, a header, a pattern, or an object. */
export const HOSTILE_TEXTS: readonly string[] = [
  "' OR '1'='1",
  "'; DROP TABLE runs; --",
  '" OR ""="',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '../../../etc/passwd',
  '%2e%2e%2f',
  '%',
  '%00',
  '\u0000',
  '\r\nset-cookie: a=b',
  '__proto__',
  'constructor',
  '$(id)',
  '{{7*7}}',
  '((((((((((a+)+)+)+)+)+)+)+)+)+)+$',
  '\uD800',
  '😀',
  'x'.repeat(20_000),
];

/**
 * Requests of an operation: ids that exist and ids that do not, parameters and bodies within what the schema allows, at its
 * bounds, beyond them, and of another kind altogether.
 *
 * @param ids Ids that exist.
 */
export function requestsOf(
  operation: DescribedOperation,
  ids: readonly string[],
): fc.Arbitrary<GeneratedRequest> {
  const { path, method, parameters, body } = operation;
  const inQuery = parameters.filter((one) => one.in === 'query');
  const query = fc.record(
    {
      ...Object.fromEntries(inQuery.map(({ name, schema }) => [name, textOf(schema)])),
      unknown: hostile,
    },
    { requiredKeys: [] },
  );
  const id = fc.oneof(fc.constantFrom(...ids), hostile);
  return fc
    .record({ id, query, body: bodyOf(body), contentType: contentTypes })
    .map(({ id, query, body, contentType }) => ({
      target: `${path.replaceAll(/\{\w+\}/g, encodeURIComponent(id.toWellFormed()))}?${new URLSearchParams(query).toString()}`,
      init: {
        method,
        headers: method === 'POST' ? { 'content-type': contentType } : {},
        ...(method === 'POST' && { body }),
      },
    }));
}

const hostile = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ minLength: 1, unit: 'binary' }));

const contentTypes = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''),
);

/** A parameter as text: mostly what the schema takes. */
function textOf(schema: Schema): fc.Arbitrary<string> {
  return fc.oneof({ weight: 3, arbitrary: valueOf(schema).map(String) }, hostile);
}

function bodyOf(schema: Schema | undefined): fc.Arbitrary<string> {
  const right = schema === undefined ? fc.constant({}) : valueOf(schema);
  return fc.oneof(
    { weight: 3, arbitrary: right.map((value) => JSON.stringify(value)) },
    fc.json(),
    hostile,
    fc.constantFrom('', '[]', 'null', '{"__proto__":{"feedback":"revise"}}', '['.repeat(5_000)),
  );
}

/** Values by a schema, at the edges of what it allows and a little beyond. */
function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  const { type, enum: choices, properties, items, minimum = 0, maximum = 1_000 } = schema as SchemaParts;
  if (choices !== undefined) return fc.oneof(fc.constantFrom(...choices), hostile);
  if (type === 'object') {
    const fields = Object.entries(properties ?? {}).map(([name, inner]) => [name, valueOf(inner)]);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  }
  if (type === 'array') return fc.array(valueOf(items ?? {}), { maxLength: 3 });
  if (type === 'integer') return fc.integer({ min: minimum - 1, max: maximum + 1 });
  if (type === 'number')
    return fc.oneof(fc.double(), fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1));
  if (type === 'boolean') return fc.boolean();
  return fc.oneof(fc.string(), hostile);
}

interface SchemaParts {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}
