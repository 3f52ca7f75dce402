import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.js';
import type { Facts } from './diagnose.js';

const OPENAI = {
  name: '@opentelemetry/instrumentation-openai',
  version: '0.21.0',
  isKnownVersion: true,
  failure: undefined,
  note: undefined,
};

const WELL: Facts = {
  nodeVersion: '20.19.0',
  apiCopies: [{ owner: 'register', version: '1.9.1', directory: '/a' }],
  provider: 'none',
  hasContextManager: undefined,
  instrumentations: [OPENAI],
  loadedBefore: [],
  providerPackages: [],
  offBecause: undefined,
  destinations: [{ url: 'http://t/v1/traces', answers: true }],
  unknownExporters: [],
};

const found = (facts: Partial<Facts>): readonly string[] =>
  diagnose({ ...WELL, ...facts }).map(({ severity, code }) => `${severity} ${code}`);

it('finds nothing when all is well', () => {
  expect(diagnose(WELL)).toEqual([]);
});

describe('Node', () => {
  it.each(['20.19.0', '20.20.2', '22.15.0', '24.1.0'])('%s is supported', (nodeVersion) => {
    expect(found({ nodeVersion })).toEqual([]);
  });

  it.each(['18.20.0', '20.18.3', '21.7.3', '22.14.9'])('%s is not', (nodeVersion) => {
    expect(found({ nodeVersion })).toEqual(['fix node_version']);
  });
});

const copies = (other: string): Facts['apiCopies'] => [
  ...WELL.apiCopies,
  { owner: 'app', version: other, directory: '/b' },
];

it.each([
  [{ provider: 'sentry' }, 'fix sentry_provider'],
  [{ provider: 'sealed' }, 'fix sealed_provider'],
  [{ provider: 'other' }, 'fix sealed_provider'],
  [{ providerPackages: ['@sentry/node'] }, 'note sentry_installed'],
  [{ providerPackages: ['@opentelemetry/sdk-node'] }, 'note own_provider'],
  [{ hasContextManager: false }, 'fix no_context_manager'],
  [{ apiCopies: copies('1.10.0') }, 'note api_copies'],
  [{ loadedBefore: ['openai'] }, 'fix loaded_before'],
  [{ instrumentations: [] }, 'note no_instrumentation'],
  [{ instrumentations: [{ ...OPENAI, failure: 'no such file' }] }, 'fix instrumentation_failed'],
  [{ instrumentations: [{ ...OPENAI, isKnownVersion: false }] }, 'note unknown_version'],
  [{ instrumentations: [{ ...OPENAI, note: 'ask for it' }] }, 'note opt_in'],
  [{ destinations: [{ url: 'http://t', answers: false }] }, 'fix no_answer'],
  [{ destinations: [] }, 'fix no_destination'],
  [{ unknownExporters: ['zipkin'] }, 'fix unknown_exporter'],
  [{ offBecause: 'OTEL_SDK_DISABLED=true' }, 'fix off'],
] as const satisfies readonly (readonly [Partial<Facts>, string])[])('from %o comes %s', (facts, finding) => {
  expect(found(facts)).toEqual([finding]);
});

it.each([
  { provider: 'joinable', hasContextManager: true },
  { apiCopies: copies('1.9.0') },
  { destinations: [{ url: 'http://t', answers: undefined }] },
] as const satisfies readonly Partial<Facts>[])('%o is all right', (facts) => {
  expect(found(facts)).toEqual([]);
});

it('tells the fix for Sentry in one line', () => {
  expect(diagnose({ ...WELL, provider: 'sentry' })[0]?.fix).toContain('enableOpenTelemetrySetup: false');
});

it('puts what must be fixed first', () => {
  expect(found({ instrumentations: [], unknownExporters: ['zipkin'] })).toEqual([
    'fix unknown_exporter',
    'note no_instrumentation',
  ]);
});
