import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';

/** The key by which instrumentations know that a request is not to become a span. */
const SUPPRESS_TRACING = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
const UNTRACED = ROOT_CONTEXT.setValue(SUPPRESS_TRACING, true);

/** Runs something of which no span is made: what we send must not come back to us as a trace. */
export const untraced = <T>(run: () => T): T => context.with(UNTRACED, run);
