import { attributeTrace } from '@agent-attribution/core';
import type { AttributionReport, SpanView } from '@agent-attribution/core';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failingTrace, setUp } from '../../../test/helpers/held-traces.js';

const errors: string[] = [];
const withoutRules = (): string => {
  throw new Error('no rules');
};
const ignore = (): void => {};
beforeEach(() => {
  errors.length = 0;
  diag.setLogger(
    { error: (message) => errors.push(message), warn: ignore, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
});
afterEach(() => {
  diag.disable();
});

describe('failures', () => {
  const broken = {
    attribute: (): AttributionReport => {
      throw new Error('no luck');
    },
  };

  it('row 4: of the engine let the trace leave without a verdict, with the reason on its root', () => {
    const { tracer, names, named, processor } = setUp({ engine: broken });
    failingTrace(tracer);
    expect(names()).toEqual(['search', 'agent of run', 'run']);
    expect(named('run').attributes).toEqual({ 'attribution.error': 'no luck' });
    expect(named('agent of run').attributes).not.toHaveProperty('attribution.error');
    expect(processor.counters.failures).toBe(1);
  });

  it('of the engine let it leave so, too, where its report cannot be written', () => {
    const engine = {
      attribute: (spans: readonly SpanView[]) => ({ ...attributeTrace(spans), candidates: null as never }),
    };
    const { tracer, names, named, processor } = setUp({ engine });
    failingTrace(tracer);
    expect(names()).toEqual(['search', 'agent of run', 'run']);
    expect(named('run').attributes).toEqual({ 'attribution.error': expect.stringContaining('null') });
    expect(processor.counters).toMatchObject({ failures: 1, attributedTraces: 0 });
  });

  it('to redact a text let its span leave without it', () => {
    const { tracer, names, named, processor } = setUp({ content: 'redact', redact: withoutRules });
    failingTrace(tracer);
    expect(names()).toEqual(['search', 'agent of run', 'run', 'attribution']);
    expect(named('agent of run').attributes['gen_ai.agent.name']).toBe('[REDACTED]');
    expect(processor.counters.failures).toBeGreaterThan(0);
    expect(errors).toHaveLength(1);
  });

  it('are logged once for each episode', () => {
    let isBroken = true;
    const engine = {
      attribute: (spans: readonly SpanView[]) => (isBroken ? broken.attribute() : attributeTrace(spans)),
    };
    const { tracer } = setUp({ engine });
    failingTrace(tracer);
    failingTrace(tracer);
    expect(errors).toHaveLength(1);
    isBroken = false;
    failingTrace(tracer);
    isBroken = true;
    failingTrace(tracer);
    expect(errors).toHaveLength(2);
  });

  it('of what comes after never reach the traced program', () => {
    const { tracer, kept, processor } = setUp();
    kept.onStart = () => {
      throw new Error('onStart');
    };
    kept.onEnd = () => {
      throw new Error('onEnd');
    };
    expect(() => failingTrace(tracer)).not.toThrow();
    // Three starts, and one trace.
    expect(processor.counters.failures).toBe(4);
  });

  it('to take one span do not cost the others of its trace', () => {
    const { tracer, kept, names } = setUp();
    const take = kept.onEnd.bind(kept);
    kept.onEnd = (span) => {
      if (span.name === 'search') throw new Error('too big');
      take(span);
    };
    failingTrace(tracer);
    expect(names()).toEqual(['agent of run', 'run', 'attribution']);
  });
});
