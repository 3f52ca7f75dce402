import { CONTENT_POLICIES, ConfigurationError } from '@agent-attribution/core';
import type { AttributionSpanProcessorOptions } from './processor-options.js';

/** What the environment says about attribution. Absent means: not said. */
export interface AttributionEnvironment {
  /** `AGENT_ATTRIBUTION_ENABLED`, default true. */
  readonly enabled: boolean;
  /** `AGENT_ATTRIBUTION_ENDPOINT`: where the tracker takes traces, with the path `/v1/traces`. */
  readonly trackerUrl: string | undefined;
  /** The rest of `AGENT_ATTRIBUTION_…`, as options of the processor. */
  readonly processor: AttributionSpanProcessorOptions;
}

type Environment = Readonly<Record<string, string | undefined>>;
type NumberOption = 'maxTraces' | 'maxSpansPerTrace' | 'maxBytes' | 'maxAgeMs';

const NUMBERS: Readonly<Record<NumberOption, string>> = {
  maxTraces: 'AGENT_ATTRIBUTION_MAX_TRACES',
  maxSpansPerTrace: 'AGENT_ATTRIBUTION_MAX_SPANS_PER_TRACE',
  maxBytes: 'AGENT_ATTRIBUTION_MAX_BYTES',
  maxAgeMs: 'AGENT_ATTRIBUTION_MAX_AGE_MS',
};

/**
 * Reads our environment variables.
 *
 * @throws ConfigurationError that names the variable and says what was expected
 * @example const { processor } = readEnvironment(process.env); new AttributionSpanProcessor(next, processor);
 */
export const readEnvironment = (env: Environment): AttributionEnvironment => ({
  enabled: readBoolean(env, 'AGENT_ATTRIBUTION_ENABLED') ?? true,
  trackerUrl: readTracesUrl(env, 'AGENT_ATTRIBUTION_ENDPOINT'),
  processor: { ...readNumbers(env), ...readContent(env) },
});

/** Empty is unset, as the OpenTelemetry specification wants it. */
const read = (env: Environment, name: string): string | undefined => {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
};

const readBoolean = (env: Environment, name: string): boolean | undefined => {
  const value = read(env, name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') {
    throw new ConfigurationError(name, 'true or false', value);
  }
  return value === 'true';
};

const readTracesUrl = (env: Environment, name: string): string | undefined => {
  const value = read(env, name);
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new ConfigurationError(name, 'an http or https URL such as http://localhost:4318', value);
  }
  if (!url.pathname.endsWith('/v1/traces')) url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/traces`;
  return url.href;
};

const readNumbers = (env: Environment): Partial<Record<NumberOption, number>> => {
  const numbers: Partial<Record<NumberOption, number>> = {};
  for (const [option, name] of Object.entries(NUMBERS) as [NumberOption, string][]) {
    const value = read(env, name);
    if (value === undefined) continue;
    if (!/^[1-9]\d{0,15}$/.test(value)) {
      throw new ConfigurationError(name, 'a positive whole number', value);
    }
    numbers[option] = Number(value);
  }
  return numbers;
};

const readContent = (env: Environment): Pick<AttributionSpanProcessorOptions, 'content'> => {
  const name = 'AGENT_ATTRIBUTION_CONTENT';
  const value = read(env, name);
  if (value === undefined) return {};
  const content = CONTENT_POLICIES.find((policy) => policy === value);
  if (content === undefined) throw new ConfigurationError(name, 'keep, strip or redact', value);
  return { content };
};
