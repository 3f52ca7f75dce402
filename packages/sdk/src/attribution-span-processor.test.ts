import { attributeTrace } from '@agent-attribution/core';
import type { AttributionReport, SpanView } from '@agent-attribution/core';
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  InMemorySpanExporter,
} from '@opentelemetry/sdk-trace-node';
import { describe, expect, it, vi } from 'vitest';
import { agentAttributes, failingTrace, Kept, setUp, start } from '../../../test/helpers/held-traces.js';
import { AttributionSpanProcessor } from './attribution-span-processor.js';
import type { ReadableSpan } from './sdk-types.js';

describe('a trace', () => {
  it('is held until none of its spans is open, then leaves in the order in which its spans ended', () => {
    const { tracer, names } = setUp();
    const root = start(tracer, 'run');
    const agent = start(tracer, 'agent', root, agentAttributes('a'));
    root.end();
    expect(names()).toEqual([]);
    agent.end();
    expect(names()).toEqual(['run', 'agent', 'attribution']);
  });

  it('is complete without its root, when the root runs in another process', () => {
    const { tracer, names } = setUp();
    const remote = trace.wrapSpanContext({
      traceId: '1'.repeat(32),
      spanId: '2'.repeat(16),
      traceFlags: 1,
      isRemote: true,
    });
    start(tracer, 'agent', remote, agentAttributes('a')).end();
    expect(names()).toEqual(['agent', 'attribution']);
  });

  it('waits for branches that run in parallel and outlive their parent', () => {
    const { tracer, names } = setUp();
    const root = start(tracer, 'run');
    const left = start(tracer, 'left', root, agentAttributes('left'));
    const right = start(tracer, 'right', root, agentAttributes('right'));
    right.end();
    root.end();
    expect(names()).toEqual([]);
    left.end();
    expect(names()).toEqual(['right', 'run', 'left', 'attribution']);
  });

  it('is kept apart from others that run at the same time', () => {
    const { tracer, names, kept } = setUp();
    const roots = ['one', 'two', 'three'].map((name) =>
      start(tracer, name, undefined, agentAttributes(name)),
    );
    roots[1]?.end();
    expect(names()).toEqual(['two', 'attribution']);
    roots[2]?.end();
    roots[0]?.end();
    expect(names()).toEqual(['two', 'attribution', 'three', 'attribution', 'one', 'attribution']);
    expect(new Set(kept.spans.map((span) => span.spanContext().traceId)).size).toBe(3);
  });

  it('leaves once, when the same processor has been registered twice', () => {
    const kept = new Kept();
    const processor = new AttributionSpanProcessor(kept);
    const provider = new BasicTracerProvider({ spanProcessors: [processor, processor] });
    failingTrace(provider.getTracer('test'));
    expect(kept.spans.map(({ name }) => name)).toEqual(['search', 'agent of run', 'run', 'attribution']);
    expect(kept.calls.filter((call) => call === 'onStart')).toHaveLength(3);
    expect(processor.counters).toMatchObject({ spans: 3, openTraces: 0, dropped: { duplicate: 3 } });
  });

  it('without agents leaves as it is', () => {
    const { tracer, kept } = setUp();
    const root = start(tracer, 'GET /');
    root.end();
    expect(kept.spans).toEqual([root]);
  });
});

describe('the verdict', () => {
  it('is written on root, agent and step', () => {
    const { tracer, named } = setUp();
    failingTrace(tracer);
    expect(named('run').attributes).toMatchObject({
      'attribution.verdict': 'attributed',
      'attribution.run.outcome': 'failure',
      'attribution.root_cause.agent': 'researcher',
      'attribution.root_cause.failure_category': 'timeout',
      'attribution.completion': 'complete',
      'attribution.span_count': 3,
    });
    expect(named('agent of run').attributes).toMatchObject({
      'gen_ai.agent.name': 'researcher',
      'attribution.contribution.outcome': 'failure',
    });
  });

  it('has a span of its own: child of the root, at its end, of its resource', () => {
    const { tracer, named, attributionSpans } = setUp();
    const root = failingTrace(tracer);
    const [span] = attributionSpans();
    const { endTime, resource } = named('run');
    expect(span).toMatchObject({
      name: 'attribution',
      kind: 0,
      parentSpanContext: root.spanContext(),
      startTime: endTime,
      endTime,
      duration: [0, 0],
      ended: true,
      status: { code: SpanStatusCode.UNSET },
      instrumentationScope: { name: '@agent-attribution' },
      links: [],
    });
    expect(span?.resource).toBe(resource);
    expect(span?.spanContext()).toMatchObject({ traceId: root.spanContext().traceId, traceFlags: 1 });
    expect(span?.events).toMatchObject([{ name: 'gen_ai.evaluation.result', time: endTime }]);
    const report: AttributionReport = JSON.parse(String(span?.attributes['attribution.report']));
    expect(report.rootCause?.agent).toBe('researcher');
  });

  it('row 1: changes nothing on the spans themselves', () => {
    const { tracer } = setUp();
    const root = failingTrace(tracer) as Span & ReadableSpan;
    expect(root.attributes).toEqual({});
    expect(root.status.code).toBe(SpanStatusCode.ERROR);
  });

  it('is not written over one that is there already', () => {
    const { tracer, named } = setUp();
    const root = start(tracer, 'run', undefined, {
      ...agentAttributes('a'),
      'attribution.verdict': 'unverified',
    });
    root.end();
    expect(named('run').attributes['attribution.verdict']).toBe('unverified');
  });

  it('sees attributes as they were when the span ended, whatever other processors do to them', () => {
    let seen: unknown;
    const engine = {
      attribute: (spans: readonly SpanView[]) => {
        seen = spans.find(({ name }) => name === 'agent')?.attribute('gen_ai.agent.name');
        return attributeTrace(spans);
      },
    };
    const vandal = new Kept();
    vandal.onEnd = (span) => {
      span.attributes['gen_ai.agent.name'] = 'changed';
    };
    const { tracer, named } = setUp({ engine }, { after: vandal });
    const root = start(tracer, 'run');
    start(tracer, 'agent', root, agentAttributes('researcher')).end();
    root.end();
    expect(seen).toBe('researcher');
    expect(named('agent').attributes['gen_ai.agent.name']).toBe('researcher');
  });
});

describe('flush and shutdown', () => {
  it('flushes what comes after, and keeps what is still open', async () => {
    const { tracer, kept, processor, names } = setUp();
    const root = start(tracer, 'run', undefined, agentAttributes('a'));
    start(tracer, 'child', root).end();
    await processor.forceFlush();
    expect(names()).toEqual([]);
    expect(kept.calls).toContain('forceFlush');
    root.end();
    expect(names()).toEqual(['child', 'run', 'attribution']);
  });

  it('hands everything on at shutdown, then shuts down what comes after, once', async () => {
    const { tracer, kept, processor, names, attributionSpans } = setUp();
    const root = start(tracer, 'run');
    start(tracer, 'agent', root, agentAttributes('a')).end();
    await Promise.all([processor.shutdown(), processor.shutdown()]);
    expect(names()).toEqual(['agent', 'attribution']);
    expect(attributionSpans()[0]?.attributes['attribution.completion']).toBe('shutdown');
    expect(kept.calls.filter((call) => call === 'shutdown')).toHaveLength(1);
  });

  it('counts spans that end after the shutdown', async () => {
    const { tracer, processor, names } = setUp();
    const root = start(tracer, 'run');
    await processor.shutdown();
    root.end();
    expect(names()).toEqual([]);
    expect(processor.counters.dropped.afterShutdown).toBe(1);
  });
});

describe('spans that are not sampled', () => {
  it('are neither counted nor held', () => {
    const { tracer, processor } = setUp({}, { sampler: new AlwaysOffSampler() });
    failingTrace(tracer);
    expect(processor.counters).toMatchObject({ spans: 0, openTraces: 0 });
  });

  it('but recorded go to the next processor, which decides', () => {
    const { processor, kept } = setUp();
    const recordedOnly = {
      spanContext: () => ({ traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 0 }),
    } as ReadableSpan;
    processor.onEnd(recordedOnly);
    expect(kept.spans).toEqual([recordedOnly]);
    expect(processor.counters.spans).toBe(0);
  });
});

describe('in front of', () => {
  it('a batch processor of the SDK, everything arrives', async () => {
    const exporter = new InMemorySpanExporter();
    const processor = new AttributionSpanProcessor(new BatchSpanProcessor(exporter));
    failingTrace(new BasicTracerProvider({ spanProcessors: [processor] }).getTracer('test'));
    await processor.forceFlush();
    expect(exporter.getFinishedSpans().map((span) => span.name)).toEqual([
      'search',
      'agent of run',
      'run',
      'attribution',
    ]);
  });

  it('an exporter, it is called once for each trace, and makes no spans of its own', async () => {
    const batches: string[][] = [];
    const suppressed: unknown[] = [];
    const key = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
    const manager = vi.spyOn(context, 'with').mockImplementation((inside, fn) => {
      suppressed.push(inside.getValue(key));
      return (fn as () => never)();
    });
    const exporter = {
      export: (spans: ReadableSpan[], done: (result: { code: number }) => void) => {
        batches.push(spans.map((span) => span.name));
        done({ code: 0 });
      },
      shutdown: async () => {},
    };
    const processor = new AttributionSpanProcessor(exporter);
    const tracer = new BasicTracerProvider({ spanProcessors: [processor] }).getTracer('test');
    failingTrace(tracer, 'one');
    failingTrace(tracer, 'two');
    await processor.forceFlush();
    manager.mockRestore();
    expect(batches.map((names) => names.slice(-2))).toEqual([
      ['one', 'attribution'],
      ['two', 'attribution'],
    ]);
    expect(suppressed).toEqual([true, true]);
  });
});
