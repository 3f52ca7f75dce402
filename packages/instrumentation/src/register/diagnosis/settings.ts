import type { AttributionSpanProcessorOptions, EndpointOptions } from '@agent-attribution/sdk';
import { readEnvironment } from '@agent-attribution/sdk';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where spans go. */
export interface Destination extends EndpointOptions {
  readonly name: 'tracker' | 'backend';
  readonly url: string;
}

/** What the environment asks of `register`. */
export interface RegisterSettings {
  /** The variable that switches attribution off, with its value; undefined when it is on. */
  readonly offBy: string | undefined;
  /** `AGENT_ATTRIBUTION_QUIET=true`: nothing is printed. */
  readonly isQuiet: boolean;
  readonly destinations: readonly Destination[];
  /** Spans are printed as well. */
  readonly toConsole: boolean;
  /** Entries of `OTEL_TRACES_EXPORTER` that are not known here. */
  readonly unknownExporters: readonly string[];
  readonly processor: AttributionSpanProcessorOptions;
}

const DEFAULT_TRACKER = 'http://127.0.0.1:4318/v1/traces';
const KNOWN_EXPORTERS: ReadonlySet<string> = new Set(['otlp', 'console', 'none']);

/**
 * Reads `OTEL_…` and `AGENT_ATTRIBUTION_…`. Without either endpoint spans go to a tracker on this machine.
 * `OTEL_TRACES_EXPORTER=none` leaves the tracker alone, and that only if it is named.
 *
 * @throws ConfigurationError that names the variable and says what was expected
 */
export const readSettings = (env: Environment): RegisterSettings => {
  const { enabled, trackerUrl, processor } = readEnvironment(env);
  const exporters = listed(read(env, 'OTEL_TRACES_EXPORTER') ?? 'otlp');
  const isOtlp = exporters.includes('otlp');
  const backendUrl = isOtlp ? backendUrlIn(env) : undefined;
  const tracker = trackerUrl ?? (isOtlp && backendUrl === undefined ? DEFAULT_TRACKER : undefined);
  return {
    offBy: offBy(env, enabled),
    isQuiet: isTrue(env, 'AGENT_ATTRIBUTION_QUIET'),
    destinations: [
      ...(backendUrl === undefined
        ? []
        : [{ name: 'backend', url: backendUrl, headers: headersIn(env) } as const]),
      ...(tracker === undefined ? [] : [{ name: 'tracker', url: tracker, ...tokenIn(env) } as const]),
    ],
    toConsole: exporters.includes('console'),
    unknownExporters: exporters.filter((name) => !KNOWN_EXPORTERS.has(name)),
    processor,
  };
};

const offBy = (env: Environment, enabled: boolean): string | undefined => {
  if (!enabled) return 'AGENT_ATTRIBUTION_ENABLED=false';
  return isTrue(env, 'OTEL_SDK_DISABLED') ? 'OTEL_SDK_DISABLED=true' : undefined;
};

const backendUrlIn = (env: Environment): string | undefined => {
  const exact = read(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  if (exact !== undefined) return exact;
  const base = read(env, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  return base === undefined ? undefined : `${base.replace(/\/+$/, '')}/v1/traces`;
};

/** `key=value,key=value`, values percent-encoded, as the OpenTelemetry specification has it. */
const headersIn = (env: Environment): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const name of ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS']) {
    for (const pair of listed(read(env, name) ?? '')) {
      const at = pair.indexOf('=');
      if (at > 0) headers[pair.slice(0, at).trim()] = decoded(pair.slice(at + 1).trim());
    }
  }
  return headers;
};

/** A tracker's token that may write; of several, as the tracker itself knows them, the first. */
const tokenIn = (env: Environment): { readonly headers?: Record<string, string> } => {
  const tokens = read(env, 'AGENT_ATTRIBUTION_WRITE_TOKEN') ?? read(env, 'AGENT_ATTRIBUTION_TOKEN') ?? '';
  const [token] = listed(tokens);
  return token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
};

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Empty is unset, as the OpenTelemetry specification wants it. */
const read = (env: Environment, name: string): string | undefined => {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
};

const isTrue = (env: Environment, name: string): boolean => read(env, name)?.toLowerCase() === 'true';
