import { parseDocument } from 'yaml';
import { FILE_SECTION } from './collector-config.js';
import type { CollectorConfig, NamedExporterConfig } from './collector-config.js';
import { CollectorConfigurationError } from './configuration-problem.js';
import type { ConfigurationProblem } from './configuration-problem.js';
import { crossCheck } from './cross-check.js';
import type { Environment } from './environment-references.js';
import { expandDocument } from './expand-document.js';
import { OTLP_GRPC_EXPORTER_SECTION, OTLP_HTTP_EXPORTER_SECTION } from './exporter-config.js';
import { section } from './fields.js';
import { parseSection, unknownKey } from './parse-section.js';

/**
 * Reads a configuration file: YAML, then references to the environment, then keys and values, then what has to fit
 * together. Nothing is opened, bound or created.
 *
 * @param yaml - the text of the file
 * @throws CollectorConfigurationError with every problem of the first of these steps that finds one
 * @example
 * const config = readCollectorConfig(await readFile('attribution.yaml', 'utf8'), process.env);
 * config.processors.attribution.quiet_period; // 10000
 */
export function readCollectorConfig(yaml: string, env: Environment): CollectorConfig {
  const written = parseYaml(yaml);
  const problems: ConfigurationProblem[] = [];
  const value = expandDocument(written, env, problems);
  throwIfAny(problems);
  const sections = parseSection(FILE_SECTION, { path: '', value, written }, problems);
  const exporters = readExporters(exportersOf(value), exportersOf(written), problems);
  throwIfAny(problems);
  if (sections === undefined) throw new CollectorConfigurationError(problems);
  const config = { ...sections, exporters };
  throwIfAny(crossCheck(config));
  return config;
}

/** The parser's own words may quote the file, so only its first line is passed on: what, and where. */
function parseYaml(yaml: string): unknown {
  const document = parseDocument(yaml);
  const [error] = document.errors;
  if (error !== undefined) {
    throw new CollectorConfigurationError([
      { path: '', message: `not YAML: ${error.message.split('\n', 1)[0]?.replace(/:$/, '') ?? ''}` },
    ]);
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new CollectorConfigurationError([{ path: '', message: 'not YAML: aliases nobody could follow' }]);
  }
}

/** By what stands before the slash of an exporter's name; the first two are the names of today's Collector. */
const PROTOCOLS: ReadonlyMap<string, NamedExporterConfig['protocol']> = new Map([
  ['otlp_grpc', 'grpc'],
  ['otlp_http', 'http'],
  ['otlp', 'grpc'],
  ['otlphttp', 'http'],
]);

function readExporters(
  values: Readonly<Record<string, unknown>>,
  written: Readonly<Record<string, unknown>>,
  problems: ConfigurationProblem[],
): readonly NamedExporterConfig[] {
  const exporters: NamedExporterConfig[] = [];
  for (const [name, value] of Object.entries(values)) {
    const path = `exporters.${name}`;
    const protocol = PROTOCOLS.get(name.split('/', 1)[0] ?? '');
    if (protocol === undefined) {
      problems.push({ path, message: unknownKey(name, [...PROTOCOLS.keys()]) });
      continue;
    }
    const schema = section(protocol === 'grpc' ? OTLP_GRPC_EXPORTER_SECTION : OTLP_HTTP_EXPORTER_SECTION);
    const config = parseSection(schema, { path, value, written: written[name] }, problems);
    if (config !== undefined) exporters.push({ ...config, name, protocol });
  }
  return exporters;
}

function exportersOf(document: unknown): Readonly<Record<string, unknown>> {
  if (typeof document !== 'object' || document === null || !('exporters' in document)) return {};
  const { exporters } = document;
  return typeof exporters === 'object' && exporters !== null && !Array.isArray(exporters)
    ? { ...exporters }
    : {};
}

function throwIfAny(problems: readonly ConfigurationProblem[]): void {
  if (problems.length > 0) throw new CollectorConfigurationError(problems);
}
