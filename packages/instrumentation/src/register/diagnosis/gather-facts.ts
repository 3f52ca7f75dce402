import * as ownApi from '@opentelemetry/api';
import { apiCopiesOf } from './api-copies.js';
import type { AppPackages } from './app-packages.js';
import type { Facts } from './diagnose.js';
import { findInstrumentations } from './find-instrumentations.js';
import { providerKindOf } from './provider-kind.js';
import type { ProviderKind } from './provider-kind.js';
import { readSettings } from './settings.js';
import type { RegisterSettings } from './settings.js';

/** Packages that make a tracer provider of their own. */
const PROVIDER_PACKAGES = [
  '@sentry/node',
  '@opentelemetry/sdk-node',
  '@arizeai/phoenix-otel',
  '@lmnr-ai/lmnr',
  'dd-trace',
];

/** What can be known of an app in a folder, from a process that is not the app. */
export const gatherFacts = (
  app: AppPackages,
  env: Readonly<Record<string, string | undefined>>,
  nodeVersion: string,
  provider: ProviderKind = providerKindOf(ownApi.trace.getTracerProvider()),
): Facts => {
  const { settings, offBecause } = settingsOf(env);
  return {
    nodeVersion,
    apiCopies: apiCopiesOf(app),
    provider,
    hasContextManager: provider === 'none' ? undefined : hasContextManager(),
    instrumentations: findInstrumentations(app).map(({ known, found, isKnownVersion }) => ({
      name: found.name,
      version: found.version,
      isKnownVersion,
      failure: undefined,
      note: known.note,
    })),
    loadedBefore: [],
    providerPackages: PROVIDER_PACKAGES.filter((name) => app.find(name) !== undefined),
    offBecause,
    destinations: (settings?.destinations ?? []).map(({ url }) => ({ url, answers: undefined })),
    unknownExporters: settings?.unknownExporters ?? [],
  };
};

const settingsOf = (
  env: Readonly<Record<string, string | undefined>>,
): { settings: RegisterSettings | undefined; offBecause: string | undefined } => {
  try {
    const settings = readSettings(env);
    return { settings, offBecause: settings.offBy };
  } catch (error) {
    return { settings: undefined, offBecause: error instanceof Error ? error.message : String(error) };
  }
};

const PROBE = ownApi.createContextKey('agent-attribution probe');

const hasContextManager = (): boolean =>
  ownApi.context.with(
    ownApi.ROOT_CONTEXT.setValue(PROBE, true),
    () => ownApi.context.active().getValue(PROBE) === true,
  );
