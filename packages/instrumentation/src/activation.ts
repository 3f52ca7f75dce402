import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import type { Tracer } from '@opentelemetry/api';

export const INSTRUMENTATION_NAME = '@agent-attribution/instrumentation';
export const INSTRUMENTATION_VERSION = '0.1.0';

/** The switch a user turns: `AGENT_ATTRIBUTION_ENABLED=false` makes every wrapper a plain function call. */
export const isEnabledIn = (env: Readonly<Record<string, string | undefined>>): boolean =>
  env['AGENT_ATTRIBUTION_ENABLED']?.trim().toLowerCase() !== 'false';

/** Read once: the switch is on the path of every wrapped call. */
const isEnabled = isEnabledIn(process.env);

/** Whether the switch is on, SDK or not. */
export const isActivated = (): boolean => isEnabled;

/**
 * The tracer to start spans with, or undefined when there is nobody to record them: no SDK registered, or switched off.
 * Asking the provider for its delegate costs a fraction of making and discarding a non-recording span.
 */
export const activeTracer = (): Tracer | undefined => {
  if (!isEnabled) return undefined;
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider
    ? provider.getDelegateTracer(INSTRUMENTATION_NAME, INSTRUMENTATION_VERSION)
    : provider.getTracer(INSTRUMENTATION_NAME, INSTRUMENTATION_VERSION);
};
