/**
 * What the process has as tracer provider. `joinable`: it takes span processors after it was made (SDK 1). `sealed`: an
 * SDK that takes them at construction only (SDK 2 and later). `sentry`: one that has no span processors at all.
 */
export type ProviderKind = 'none' | 'joinable' | 'sealed' | 'sentry' | 'other';

/** A provider as far as we may know it. */
export interface JoinableProvider {
  addSpanProcessor(processor: unknown): void;
}

/** Tells providers apart by what they can do; classes come in too many copies to be compared. */
export const providerKindOf = (globalProvider: unknown): ProviderKind => {
  const provider = delegateOf(globalProvider);
  const name = provider?.constructor.name ?? '';
  if (provider === undefined || name === 'NoopTracerProvider') return 'none';
  if (isJoinable(provider)) return 'joinable';
  if (name.startsWith('Sentry')) return 'sentry';
  return typeof Reflect.get(provider, 'forceFlush') === 'function' ? 'sealed' : 'other';
};

export const isJoinable = (provider: object): provider is JoinableProvider =>
  typeof Reflect.get(provider, 'addSpanProcessor') === 'function';

/** The API hands out a proxy; what matters is behind it. */
export const delegateOf = (provider: unknown): object | undefined => {
  if (typeof provider !== 'object' || provider === null) return undefined;
  const getDelegate: unknown = Reflect.get(provider, 'getDelegate');
  if (typeof getDelegate !== 'function') return provider;
  const delegate: unknown = Reflect.apply(getDelegate, provider, []);
  return typeof delegate === 'object' && delegate !== null ? delegate : undefined;
};
