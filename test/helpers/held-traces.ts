import type { AttributionSpanProcessorOptions, ReadableSpan } from '@agent-attribution/sdk';
import { AttributionSpanProcessor } from '@agent-attribution/sdk';
import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Sampler, SpanProcessor as SdkSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-node';

/** A processor that keeps what it is given. */
export class Kept implements SdkSpanProcessor {
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

export interface HeldTraces {
  readonly kept: Kept;
  readonly processor: AttributionSpanProcessor;
  readonly tracer: Tracer;
  readonly names: () => string[];
  readonly named: (name: string) => ReadableSpan;
  readonly attributionSpans: () => ReadableSpan[];
}

/** A processor with these options, in front of one that keeps what it is given, and a tracer. */
export const setUp = (
  options: AttributionSpanProcessorOptions = {},
  more: { readonly after?: SdkSpanProcessor; readonly sampler?: Sampler } = {},
): HeldTraces => {
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

export const agentAttributes = (name: string): Attributes => ({
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.agent.name': name,
});

export const start = (tracer: Tracer, name: string, parent?: Span, attributes: Attributes = {}): Span =>
  tracer.startSpan(
    name,
    { attributes },
    parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent),
  );

/** One trace: a root, an agent and its failing tool, all ended. */
export const failingTrace = (tracer: Tracer, rootName = 'run'): Span => {
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
