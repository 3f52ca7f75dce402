import type * as v from 'valibot';
import { FILE_SECTION } from './collector-config.js';
import { OTLP_GRPC_EXPORTER_SECTION, OTLP_HTTP_EXPORTER_SECTION } from './exporter-config.js';
import { nodeOf } from './schema-walk.js';

/** One key of the file, for people. */
export interface KeyDescription {
  readonly path: string;
  readonly takes: string;
  /** As one would write it; `required` when there is none, `none` when it may be left out. */
  readonly default: string;
  readonly about: string;
}

/** Every key that a configuration file may have, in the order of the file. `NAME` is the name of an exporter. */
export function describeKeys(): readonly KeyDescription[] {
  const { exporters, ...rest } = entriesOf(FILE_SECTION);
  if (exporters === undefined) throw new TypeError('the schema has no exporters');
  const { endpoint: target, ...common } = entriesOf(OTLP_GRPC_EXPORTER_SECTION);
  const { endpoint: url } = entriesOf(OTLP_HTTP_EXPORTER_SECTION);
  const { receivers, processors, ...after } = rest;
  return [
    ...describe({ receivers, processors }, ''),
    ...describe({ endpoint: target }, 'exporters.otlp/NAME.'),
    ...describe({ endpoint: url }, 'exporters.otlphttp/NAME.'),
    ...describe(common, 'exporters.NAME.'),
    ...describe(after, ''),
  ];
}

function describe(entries: Entries, path: string): readonly KeyDescription[] {
  return Object.entries(entries).flatMap(([key, schema]) =>
    schema === undefined ? [] : describeSchema(schema, `${path}${key}`),
  );
}

type Entries = Readonly<Record<string, v.GenericSchema | undefined>>;

const entriesOf = (schema: v.GenericSchema): Entries => nodeOf(schema).entries ?? {};

function describeSchema(schema: v.GenericSchema, path: string): readonly KeyDescription[] {
  const node = nodeOf(schema);
  if (node.entries !== undefined) return describe(node.entries, `${path}.`);
  const whenAbsent = node.isRequired ? 'required' : 'none';
  return [
    {
      path,
      takes: node.takes ?? '',
      default: node.default === undefined ? whenAbsent : writtenDefault(node.default),
      about: node.about ?? '',
    },
  ];
}

const writtenDefault = (value: unknown): string =>
  `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
