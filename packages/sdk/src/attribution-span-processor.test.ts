import { DiagLogLevel, ROOT_CONTEXT, SpanStatusCode, context, diag, trace } from '@opentelemetry/api';
import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import { attributeTrace } from '@agent-attribution/core';
import type { AttributionReport, SpanView } from '@agent-attribution/core';
import {
  AlwaysOffSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  InMemorySpanExporter,
} from '@opentelemetry/sdk-trace-node';
import type { Sampler, SpanProcessor as SdkSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AttributionSpanProcessor } from './attribution-span-processor.js';
import { ConfigurationError } from '@agent-attribution/core';
import type { AttributionSpanProcessorOptions } from './processor-options.js';
import type { ReadableSpan } from './sdk-types.js';

const HOUR_MS = 3_600_000;

/** A processor that keeps what it is given. */
class Kept implements SdkSpanProcessor {
  readonly spans: ReadableSpan[] = [];
  readonly calls: string[] = [];
  onStart(): void {
    this.calls.push('onStart');
  }
  onEnd(span: ReadableSpan): void {
    this.calls.push('onEnd');
    this.spans.push(span);
  }
  async forceFlush(): Promise<void> {
    this.calls.push('forceFlush');
  }
  async shutdown(): Promise<void> {
    this.calls.push('shutdown');
  }
}

interface Setup {
  readonly kept: Kept;
  readonly processor: AttributionSpanProcessor;
  readonly tracer: Tracer;
  readonly names: () => string[];
  readonly named: (name: string) => ReadableSpan;
  readonly attributionSpans: () => ReadableSpan[];
}

const setUp = (
  options: AttributionSpanProcessorOptions = {},
  more: { readonly after?: SdkSpanProcessor; readonly sampler?: Sampler } = {},
): Setup => {
  const kept = new Kept();
  const processor = new AttributionSpanProcessor(kept, options);
  const provider = new BasicTracerProvider({
    spanProcessors: more.after === undefined ? [processor] : [processor, more.after],
    ...(more.sampler !== undefined && { sampler: more.sampler }),
  });
  return {
    kept,
    processor,
    tracer: provider.getTracer('test'),
    names: () => kept.spans.map((span) => span.name),
    named: (name) => {
      const span = kept.spans.find((candidate) => candidate.name === name);
      if (span === undefined) throw new Error(`no span "${name}"`);
      return span;
    },
    attributionSpans: () => kept.spans.filter((span) => span.name === 'attribution'),
  };
};

const agentAttributes = (name: string): Attributes => ({
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.agent.name': name,
});
const start = (tracer: Tracer, name: string, parent?: Span, attributes: Attributes = {}): Span =>
  tracer.startSpan(
    name,
    { attributes },
    parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent),
  );

/** One trace: a root, an agent and its failing tool, all ended. */
const failingTrace = (tracer: Tracer, rootName = 'run'): Span => {
  const root = start(tracer, rootName);
  const agent = start(tracer, `agent of ${rootName}`, root, agentAttributes('researcher'));
  const tool = start(tracer, 'search', agent, {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'search',
  });
  tool
    .setAttribute('error.type', 'TimeoutError')
    .setStatus({ code: SpanStatusCode.ERROR, message: 'timed out' });
  tool.end();
  agent.setStatus({ code: SpanStatusCode.ERROR, message: 'timed out' }).end();
  root.setStatus({ code: SpanStatusCode.ERROR, message: 'timed out' }).end();
  return root;
};

const errors: string[] = [];
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
  vi.useRealTimers();
});

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

const releasedThenLate = (options: AttributionSpanProcessorOptions = {}) => {
  const set = setUp(options);
  const root = failingTrace(set.tracer);
  set.kept.spans.length = 0;
  return { ...set, root };
};

describe('late spans', () => {
  it('are forwarded at once, marked, and make a new revision when the last of them has ended', () => {
    const { tracer, root, names, named, attributionSpans } = releasedThenLate();
    const first = start(tracer, 'late 1', root, agentAttributes('writer'));
    const second = start(tracer, 'late 2', root);
    second.end();
    expect(names()).toEqual(['late 2']);
    expect(named('late 2').attributes).toEqual({ 'attribution.late': true });
    first.end();
    expect(names()).toEqual(['late 2', 'late 1', 'attribution']);
    const [span] = attributionSpans();
    expect(span?.attributes).toMatchObject({ 'attribution.revision': 2, 'attribution.span_count': 5 });
    expect(span?.parentSpanContext).toEqual(root.spanContext());
    const report: AttributionReport = JSON.parse(String(span?.attributes['attribution.report']));
    expect(report.lateSpans).toBe(2);
    expect(report.contributions.map(({ agentName }) => agentName)).toEqual(['researcher', 'writer']);
  });

  it('bring the first verdict on a trace that had no agents before', () => {
    const { tracer, names, attributionSpans } = setUp();
    const root = start(tracer, 'POST /jobs');
    root.end();
    start(tracer, 'cleanup', root).end();
    expect(names()).toEqual(['POST /jobs', 'cleanup']);
    start(tracer, 'agent', root, agentAttributes('worker')).end();
    expect(names()).toEqual(['POST /jobs', 'cleanup', 'agent', 'attribution']);
    expect(attributionSpans()[0]?.attributes['attribution.span_count']).toBe(3);
  });

  it('count on from revision to revision', () => {
    const { tracer, root, attributionSpans } = releasedThenLate();
    start(tracer, 'late 1', root).end();
    start(tracer, 'late 2', root).end();
    const reports = attributionSpans().map((span): AttributionReport =>
      JSON.parse(String(span.attributes['attribution.report'])),
    );
    expect(reports.map(({ revision, lateSpans }) => [revision, lateSpans])).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });

  it.each([
    ['bytes', { maxRetainedBytes: 1 }],
    ['traces', { maxReleasedTraces: 1 }],
  ])(
    'make no revision of a trace that was forgotten for want of %s, and are forwarded all the same',
    (_of, limits) => {
      const { tracer, root, kept, names } = releasedThenLate(limits);
      if ('maxReleasedTraces' in limits) failingTrace(tracer, 'other');
      start(tracer, 'late', root).end();
      expect(names().filter((name) => name === 'late')).toEqual(['late']);
      expect(names().at(-1)).toBe('late');
      expect(kept.spans.map((span) => span.attributes['attribution.revision'])).not.toContain(2);
    },
  );
});

describe('limits', () => {
  it('let the oldest trace leave without a verdict, stamped, when there are too many', () => {
    const { tracer, named, processor } = setUp({ maxTraces: 1 });
    const old = start(tracer, 'old');
    start(tracer, 'old agent', old, agentAttributes('a')).end();
    const young = start(tracer, 'young');
    start(tracer, 'young agent', young, agentAttributes('a')).end();
    expect(named('old agent').attributes['attribution.completion']).toBe('evicted');
    expect(named('old agent').attributes).not.toHaveProperty('attribution.verdict');
    expect(processor.counters).toMatchObject({ openTraces: 1, released: { evicted: 1, complete: 0 } });
  });

  it.each([
    [2, ['1', '2']],
    [3, []],
  ])('let a trace leave with its span number %i', (maxSpansPerTrace, left) => {
    const { tracer, names } = setUp({ maxSpansPerTrace });
    const root = start(tracer, 'run', undefined, agentAttributes('a'));
    start(tracer, '1', root).end();
    start(tracer, '2', root).end();
    expect(names()).toEqual(left);
  });

  it('let the oldest trace leave when all of them weigh too much', () => {
    const { tracer, names } = setUp({ maxBytes: 4_000 });
    const root = start(tracer, 'run', undefined, agentAttributes('a'));
    start(tracer, 'small', root).end();
    expect(names()).toEqual([]);
    start(tracer, 'big', root, { text: 'x'.repeat(2_000) }).end();
    expect(names()).toEqual(['small', 'big']);
  });

  it('attribute a trace that never ends with the spans it has, after its greatest age', () => {
    vi.useFakeTimers();
    const { tracer, attributionSpans } = setUp();
    const root = start(tracer, 'run');
    start(tracer, 'agent', root, agentAttributes('a')).end();
    vi.advanceTimersByTime(6 * HOUR_MS - 20_000);
    expect(attributionSpans()).toEqual([]);
    vi.advanceTimersByTime(40_000);
    expect(attributionSpans()[0]?.attributes['attribution.completion']).toBe('max_age');
  });

  it('do not keep the process alive', () => {
    const unref = vi.spyOn(Object.getPrototypeOf(setTimeout(ignore, 0)), 'unref');
    setUp();
    expect(unref).toHaveBeenCalledTimes(1);
    unref.mockRestore();
  });

  it.each([
    [{ maxTraces: 0 }, 'maxTraces'],
    [{ maxBytes: 1.5 }, 'maxBytes'],
    [{ maxAgeMs: -1 }, 'maxAgeMs'],
  ])('are checked at the start: %o', (options, setting) => {
    expect(() => new AttributionSpanProcessor(new Kept(), options)).toThrow(ConfigurationError);
    expect(() => new AttributionSpanProcessor(new Kept(), options)).toThrow(setting);
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

const contentTrace = (options: AttributionSpanProcessorOptions) => {
  const set = setUp(options);
  const span = start(set.tracer, 'chat', undefined, {
    ...agentAttributes('a'),
    'gen_ai.input.messages': 'my key is sk-1',
    'gen_ai.usage.input_tokens': 3,
  });
  span.addEvent('gen_ai.content.prompt', { 'gen_ai.prompt': 'my key is sk-1', count: 1 });
  span.end();
  return { ...set, span: span as Span & ReadableSpan };
};

const redact = (text: string) => text.replace(/sk-\d/, '[REDACTED]');

/** Everything that leaves of a trace with content in every place, and with a late span. */
const allThatLeaves = (content: 'keep' | 'strip'): string => {
  const { tracer, kept } = setUp({ content });
  const agent = start(tracer, 'agent', undefined, {
    ...agentAttributes('researcher'),
    'gen_ai.input.messages': JSON.stringify([
      { role: 'user', parts: [{ type: 'text', content: 'find the zebrafish rates' }] },
    ]),
    'gen_ai.output.messages': JSON.stringify([
      { role: 'assistant', parts: [{ type: 'text', content: 'I cannot find any quokka' }] },
    ]),
  });
  agent.addEvent('gen_ai.user.message', { content: 'zebrafish, please' });
  const tool = (result: string): void => {
    start(tracer, 'fetch_rates', agent, {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'fetch_rates',
      'gen_ai.tool.call.arguments': '{"of":"zebrafish"}',
      'gen_ai.tool.call.result': JSON.stringify({ error: result }),
    }).end();
  };
  tool('the quokka is unobtainable');
  agent.end();
  tool('an axolotl is unobtainable');
  return JSON.stringify(
    kept.spans.map(({ name, attributes, events, status, links }) => [
      name,
      attributes,
      events,
      status,
      links,
    ]),
  );
};

describe('content', () => {
  it('is kept by default', () => {
    expect(contentTrace({}).named('chat').attributes['gen_ai.input.messages']).toBe('my key is sk-1');
  });

  it('is stripped from what leaves, not from the span', () => {
    const { named, span } = contentTrace({ content: 'strip' });
    expect(named('chat').attributes).not.toHaveProperty('gen_ai.input.messages');
    expect(named('chat').attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 3,
      'attribution.verdict': 'healthy',
    });
    expect(named('chat').events[0]?.attributes).toEqual({ count: 1 });
    expect(span.attributes['gen_ai.input.messages']).toBe('my key is sk-1');
    expect(span.events[0]?.attributes).toHaveProperty('gen_ai.prompt');
  });

  it('is stripped from events whose name says that they hold a message', () => {
    const { tracer, named } = setUp({ content: 'strip' });
    const span = start(tracer, 'agent', undefined, agentAttributes('a'));
    span.addEvent('gen_ai.user.message', { role: 'user', content: 'who?' });
    span.end();
    expect(named('agent').events[0]?.attributes).toEqual({ role: 'user' });
  });

  it('is redacted by the function that is given', () => {
    const { named } = contentTrace({ content: 'redact', redact });
    expect(named('chat').attributes['gen_ai.input.messages']).toBe('my key is [REDACTED]');
    expect(named('chat').attributes['gen_ai.agent.name']).toBe('a');
    expect(named('chat').events[0]?.attributes).toEqual({
      'gen_ai.prompt': 'my key is [REDACTED]',
      count: 1,
    });
  });

  it('is redacted by the rules of the core by default', () => {
    const secret = `Bearer ${'a1B2c3D4'.repeat(4)}`;
    const { tracer, named } = setUp({ content: 'redact' });
    start(tracer, 'agent', undefined, { ...agentAttributes('a'), 'input.value': secret }).end();
    expect(named('agent').attributes['input.value']).toMatch(/REDACTED/);
  });

  it('is nowhere in what leaves when it is stripped: spans, events, report, revisions', () => {
    const words = ['zebrafish', 'quokka', 'axolotl', 'unobtainable', 'please'];
    expect(words.filter((word) => !allThatLeaves('keep').includes(word))).toEqual([]);
    const stripped = allThatLeaves('strip');
    expect(words.filter((word) => stripped.includes(word))).toEqual([]);
    expect(stripped).toContain('"attribution.revision":2');
  });

  it('is not in the reason why a trace has no verdict when it is stripped', () => {
    const engine = {
      attribute: (): never => {
        throw new SyntaxError('unexpected token in "my key is sk-1"');
      },
    };
    const { named } = contentTrace({ content: 'strip', engine });
    expect(named('chat').attributes['attribution.error']).toBe('SyntaxError');
  });

  it('is stripped from late spans as well', () => {
    const { tracer, span, named } = contentTrace({ content: 'strip' });
    start(tracer, 'late', span, { 'input.value': 'secret' }).end();
    expect(named('late').attributes).toEqual({ 'attribution.late': true });
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
