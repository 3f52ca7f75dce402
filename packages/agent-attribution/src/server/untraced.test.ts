import { context } from '@opentelemetry/api';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { afterEach, expect, it } from 'vitest';
import { untraced } from './untraced.js';

/** Where OpenTelemetry's own `suppressTracing` leaves its mark. */
const isSuppressed = (): unknown =>
  context.active().getValue(Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING'));

afterEach(() => context.disable());

it('is where no instrumentation makes a span, and only there', async () => {
  new NodeTracerProvider().register();
  expect(await untraced(async () => Promise.resolve().then(isSuppressed))).toBe(true);
  expect(isSuppressed()).toBeUndefined();
});
