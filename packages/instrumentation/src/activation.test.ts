import { trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import { activeTracer, isEnabledIn } from './activation.js';
import { capturesContentIn } from './content.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe('the switch', () => {
  it.each([
    [undefined, true],
    ['true', true],
    ['false', false],
    [' FALSE ', false],
  ])('AGENT_ATTRIBUTION_ENABLED=%s means %s', (value, enabled) => {
    expect(isEnabledIn({ AGENT_ATTRIBUTION_ENABLED: value })).toBe(enabled);
  });

  it('makes no span when it is off, though an SDK is registered', async () => {
    const recorded = recordSpans();
    vi.stubEnv('AGENT_ATTRIBUTION_ENABLED', 'false');
    vi.resetModules();
    const { withAgent } = await import('./with-agent.js');
    withAgent('a', () => {});
    expect(recorded.all()).toEqual([]);
    await recorded.stop();
  });
});

describe('activeTracer', () => {
  it('is undefined until an SDK is registered', async () => {
    expect(activeTracer()).toBeUndefined();
    const recorded = recordSpans();
    expect(activeTracer()).toBeDefined();
    await recorded.stop();
    expect(activeTracer()).toBeUndefined();
  });

  it('asks a provider that is registered by another copy of the API directly', () => {
    const tracer = trace.getTracer('x');
    const provider = { getTracer: () => tracer };
    const spy = vi.spyOn(trace, 'getTracerProvider').mockReturnValue(provider);
    expect(activeTracer()).toBe(tracer);
    spy.mockRestore();
  });
});

describe('content', () => {
  it.each([
    [undefined, false],
    ['true', true],
    ['false', false],
  ])('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=%s means %s', (value, captured) => {
    expect(capturesContentIn({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: value })).toBe(captured);
  });
});
