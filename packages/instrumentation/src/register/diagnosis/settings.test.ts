import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.js';

const destinations = (env: Readonly<Record<string, string>>): readonly string[] =>
  readSettings(env).destinations.map(({ name, url }) => `${name} ${url}`);

describe('where spans go', () => {
  it('is a tracker on this machine when nothing is said', () => {
    expect(destinations({})).toEqual(['tracker http://127.0.0.1:4318/v1/traces']);
  });

  it('is the tracker that is named', () => {
    expect(destinations({ AGENT_ATTRIBUTION_ENDPOINT: 'http://tracker:9' })).toEqual([
      'tracker http://tracker:9/v1/traces',
    ]);
  });

  it('is the backend alone when only that is named', () => {
    expect(destinations({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://backend/' })).toEqual([
      'backend https://backend/v1/traces',
    ]);
  });

  it('is both when both are named', () => {
    expect(
      destinations({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'https://backend',
        AGENT_ATTRIBUTION_ENDPOINT: 'http://tracker:9',
      }),
    ).toEqual(['backend https://backend/v1/traces', 'tracker http://tracker:9/v1/traces']);
  });

  it('takes the address for traces as it is, before the general one', () => {
    expect(
      destinations({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'https://general',
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces/in',
      }),
    ).toEqual(['backend https://traces/in']);
  });

  it.each(['none', 'console'])('is nowhere with OTEL_TRACES_EXPORTER=%s', (exporter) => {
    expect(destinations({ OTEL_TRACES_EXPORTER: exporter })).toEqual([]);
  });

  it('is still the tracker that is named with OTEL_TRACES_EXPORTER=none', () => {
    expect(
      destinations({ OTEL_TRACES_EXPORTER: 'none', AGENT_ATTRIBUTION_ENDPOINT: 'http://tracker:9' }),
    ).toEqual(['tracker http://tracker:9/v1/traces']);
  });
});

it('gives the backend its headers, and the tracker none of them', () => {
  const { destinations } = readSettings({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://backend',
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b, x-team=blue',
    AGENT_ATTRIBUTION_ENDPOINT: 'http://tracker:9',
  });
  expect(destinations.map(({ headers }) => headers)).toEqual([
    { 'x-key': 'a b', 'x-team': 'blue' },
    undefined,
  ]);
});

it('prints as well when console is among the exporters', () => {
  expect(readSettings({ OTEL_TRACES_EXPORTER: 'otlp,console' })).toMatchObject({
    toConsole: true,
    destinations: [{ name: 'tracker' }],
  });
});

it('names exporters that it does not know', () => {
  expect(readSettings({ OTEL_TRACES_EXPORTER: 'zipkin' }).unknownExporters).toEqual(['zipkin']);
});

it.each([
  [{ AGENT_ATTRIBUTION_ENABLED: 'false' }, 'AGENT_ATTRIBUTION_ENABLED=false'],
  [{ OTEL_SDK_DISABLED: 'TRUE' }, 'OTEL_SDK_DISABLED=true'],
  [{ OTEL_SDK_DISABLED: 'false' }, undefined],
])('says what switches it off: %o', (env, offBy) => {
  expect(readSettings(env).offBy).toBe(offBy);
});

it('refuses a tracker that is no URL', () => {
  expect(() => readSettings({ AGENT_ATTRIBUTION_ENDPOINT: 'tracker' })).toThrow(
    'AGENT_ATTRIBUTION_ENDPOINT must be an http or https URL',
  );
});

it.each([
  [{ AGENT_ATTRIBUTION_TOKEN: 'all' }, 'Bearer all'],
  [{ AGENT_ATTRIBUTION_TOKEN: 'all', AGENT_ATTRIBUTION_WRITE_TOKEN: 'w1, w2' }, 'Bearer w1'],
  [{ AGENT_ATTRIBUTION_READ_TOKEN: 'r' }, undefined],
])('gives the tracker alone its token: of %o %s', (env, authorization) => {
  const { destinations } = readSettings({
    ...env,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://backend',
    AGENT_ATTRIBUTION_ENDPOINT: 'http://tracker:9',
  });
  expect(destinations.map(({ headers }) => headers?.['authorization'])).toEqual([undefined, authorization]);
});
