import { compareVersions } from './api-copies.js';
import type { ApiCopy } from './api-copies.js';
import type { ProviderKind } from './provider-kind.js';

/** What is known of a process, or of an app that is not running, before anything is judged. */
export interface Facts {
  /** Without the leading `v`. */
  readonly nodeVersion: string;
  readonly apiCopies: readonly ApiCopy[];
  readonly provider: ProviderKind;
  /** Whether a context manager is set; undefined when nobody has looked, or no provider is there that needs one. */
  readonly hasContextManager: boolean | undefined;
  /** Packages beside the app that write spans once they are switched on. */
  readonly instrumentations: readonly {
    readonly name: string;
    readonly version: string;
    readonly isKnownVersion: boolean;
    /** Why it could not be switched on. */
    readonly failure: string | undefined;
    /** What only the app can do. */
    readonly note: string | undefined;
  }[];
  /** Modules to be patched that were loaded already. */
  readonly loadedBefore: readonly string[];
  /** Packages beside the app that set up a provider of their own. */
  readonly providerPackages: readonly string[];
  /** Why attribution is off: a variable, or the sentence of a configuration error. */
  readonly offBecause: string | undefined;
  readonly destinations: readonly {
    readonly url: string;
    /** Undefined when nobody has tried. */
    readonly answers: boolean | undefined;
  }[];
  readonly unknownExporters: readonly string[];
}

export interface Finding {
  readonly code: string;
  /** `fix`: attribution does not work before it is done. `note`: good to know. */
  readonly severity: 'fix' | 'note';
  /** What is the matter, in one line. */
  readonly text: string;
  /** What to do about it, in one line. */
  readonly fix: string;
}

type Rule = (facts: Facts) => readonly Finding[];

/** The versions of Node that we run on, as `engines` has them. */
export const NODE_RANGE = '^20.19.0 || >=22.15.0';

const fix = (code: string, text: string, remedy: string): Finding => ({
  code,
  severity: 'fix',
  text,
  fix: remedy,
});

const note = (code: string, text: string, remedy: string): Finding => ({
  code,
  severity: 'note',
  text,
  fix: remedy,
});

const when = (condition: boolean, finding: () => Finding): readonly Finding[] =>
  condition ? [finding()] : [];

const RULES: readonly Rule[] = [
  ({ nodeVersion }) =>
    when(!isSupportedNode(nodeVersion), () =>
      fix('node_version', `Node ${nodeVersion} is not supported`, `use Node ${NODE_RANGE}`),
    ),
  ({ offBecause }) =>
    when(offBecause !== undefined, () =>
      fix('off', `attribution is off: ${offBecause ?? ''}`, 'change or remove that variable'),
    ),
  ({ provider }) =>
    when(provider === 'sentry', () =>
      fix(
        'sentry_provider',
        "Sentry's tracer provider is registered; it takes no span processors, so no span can be seen",
        'set enableOpenTelemetrySetup: false in Sentry.init',
      ),
    ),
  ({ provider }) =>
    when(provider === 'sealed' || provider === 'other', () =>
      fix(
        'sealed_provider',
        'a tracer provider is registered already, and takes span processors only when it is made',
        'add new AttributionSpanProcessor(<your processor>) of @agent-attribution/sdk to its spanProcessors',
      ),
    ),
  ({ provider, providerPackages }) =>
    provider === 'none'
      ? providerPackages.map((name) =>
          name.startsWith('@sentry/')
            ? note(
                'sentry_installed',
                `${name} registers a tracer provider without span processors if it is the first to start`,
                'set enableOpenTelemetrySetup: false in Sentry.init, or start register before it',
              )
            : note(
                'own_provider',
                `${name} is installed; a provider that the app registers itself comes second under register`,
                'if the app has its own provider, add AttributionSpanProcessor to its spanProcessors instead of register',
              ),
        )
      : [],
  ({ hasContextManager }) =>
    when(hasContextManager === false, () =>
      fix(
        'no_context_manager',
        'a provider is registered without a context manager, so every span becomes a trace of its own',
        'call provider.register(), or context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())',
      ),
    ),
  ({ apiCopies }) =>
    when(haveDifferentVersions(apiCopies), () =>
      note(
        'api_copies',
        `there are ${apiCopies.length} copies of @opentelemetry/api: ${apiCopies.map(({ version, owner }) => `${version} (${owner})`).join(', ')}; an older SDK is invisible to a newer copy`,
        'keep one version: npm dedupe, or npm ls @opentelemetry/api to see who brings the other',
      ),
    ),
  ({ loadedBefore }) =>
    loadedBefore.map((name) =>
      fix(
        'loaded_before',
        `${name} was loaded before register, so its calls are not seen`,
        'start with node --import @agent-attribution/instrumentation/register, before anything else',
      ),
    ),
  ({ instrumentations }) =>
    instrumentations.flatMap(({ name, version, isKnownVersion, failure, note: advice }) => [
      ...when(failure !== undefined, () =>
        fix(
          'instrumentation_failed',
          `${name}@${version} could not be loaded: ${failure ?? ''}`,
          `npm install ${name}`,
        ),
      ),
      ...when(!isKnownVersion, () =>
        note(
          'unknown_version',
          `${name}@${version} is of a version that is not known to work`,
          `npm view ${name} versions`,
        ),
      ),
      ...when(advice !== undefined, () =>
        note('opt_in', `${name}@${version} traces on request only`, advice ?? ''),
      ),
    ]),
  ({ instrumentations }) =>
    when(instrumentations.length === 0, () =>
      note(
        'no_instrumentation',
        'no package that writes spans of agents is installed beside the app',
        'install one for your runtime, or mark agents with withAgent of @agent-attribution/instrumentation',
      ),
    ),
  ({ destinations }) =>
    destinations
      .filter(({ answers }) => answers === false)
      .map(({ url }) =>
        fix(
          'no_answer',
          `nobody answers at ${url}`,
          'start the tracker with agent-attribution serve, or set AGENT_ATTRIBUTION_ENDPOINT',
        ),
      ),
  ({ destinations, offBecause }) =>
    when(destinations.length === 0 && offBecause === undefined, () =>
      fix(
        'no_destination',
        'spans go nowhere',
        'set AGENT_ATTRIBUTION_ENDPOINT, or OTEL_TRACES_EXPORTER=otlp',
      ),
    ),
  ({ unknownExporters }) =>
    unknownExporters.map((name) =>
      fix(
        'unknown_exporter',
        `OTEL_TRACES_EXPORTER names "${name}", which is not known here`,
        'use otlp, console or none',
      ),
    ),
];

/** Judges facts. What keeps attribution from working comes first. */
export const diagnose = (facts: Facts): readonly Finding[] =>
  RULES.flatMap((rule) => rule(facts)).toSorted(
    (a, b) => Number(a.severity === 'note') - Number(b.severity === 'note'),
  );

const isSupportedNode = (version: string): boolean =>
  (version.startsWith('20.') && compareVersions(version, '20.19.0') >= 0) ||
  compareVersions(version, '22.15.0') >= 0;

/** Copies that differ in their patch number read each other. */
const haveDifferentVersions = (copies: readonly ApiCopy[]): boolean =>
  new Set(copies.map(({ version }) => version.split('.').slice(0, 2).join('.'))).size > 1;
