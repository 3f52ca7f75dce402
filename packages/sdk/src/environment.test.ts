import { describe, expect, it } from 'vitest';
import { endpointsOf } from './attribution-span-exporter.js';
import { ConfigurationError } from '@agent-attribution/core';
import { readEnvironment } from './environment.js';

describe('readEnvironment', () => {
  it('says nothing where nothing, or blanks, are set', () => {
    expect(readEnvironment({ AGENT_ATTRIBUTION_ENDPOINT: ' ' })).toEqual({
      enabled: true,
      trackerUrl: undefined,
      processor: {},
    });
  });

  it('reads all variables', () => {
    expect(
      readEnvironment({
        AGENT_ATTRIBUTION_ENABLED: 'FALSE',
        AGENT_ATTRIBUTION_ENDPOINT: 'http://localhost:4318',
        AGENT_ATTRIBUTION_CONTENT: 'strip',
        AGENT_ATTRIBUTION_MAX_TRACES: '10',
        AGENT_ATTRIBUTION_MAX_SPANS_PER_TRACE: '20',
        AGENT_ATTRIBUTION_MAX_BYTES: '30',
        AGENT_ATTRIBUTION_MAX_AGE_MS: '40',
      }),
    ).toEqual({
      enabled: false,
      trackerUrl: 'http://localhost:4318/v1/traces',
      processor: { content: 'strip', maxTraces: 10, maxSpansPerTrace: 20, maxBytes: 30, maxAgeMs: 40 },
    });
  });

  it.each([
    ['https://host/base/', 'https://host/base/v1/traces'],
    ['https://host/v1/traces', 'https://host/v1/traces'],
  ])('completes the address %s', (value, url) => {
    expect(readEnvironment({ AGENT_ATTRIBUTION_ENDPOINT: value }).trackerUrl).toBe(url);
  });

  it.each([
    ['AGENT_ATTRIBUTION_ENABLED', 'yes', 'true or false'],
    ['AGENT_ATTRIBUTION_ENDPOINT', 'localhost:4318', 'http or https URL'],
    ['AGENT_ATTRIBUTION_CONTENT', 'hide', 'keep, strip or redact'],
    ['AGENT_ATTRIBUTION_MAX_TRACES', '0', 'positive whole number'],
    ['AGENT_ATTRIBUTION_MAX_BYTES', '1e9', 'positive whole number'],
  ])('says what is wrong with %s=%s', (name, value, expectation) => {
    const read = () => readEnvironment({ [name]: value });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(name);
    expect(read).toThrow(expectation);
    expect(read).toThrow(value);
  });
});

describe('endpointsOf', () => {
  const tracker = { name: 'tracker', url: 'http://t/v1/traces' };

  it.each([
    ['the default backend', {}, [{ name: 'otlp' }]],
    ['the tracker alone', { AGENT_ATTRIBUTION_ENDPOINT: 'http://t' }, [tracker]],
    [
      'both',
      { AGENT_ATTRIBUTION_ENDPOINT: 'http://t', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://b' },
      [{ name: 'otlp' }, tracker],
    ],
  ])('names %s', (_what, env, endpoints) => {
    expect(endpointsOf(env)).toEqual(endpoints);
  });
});
