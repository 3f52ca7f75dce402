import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { ReadableSpan, Sampler } from '@opentelemetry/sdk-trace-node';

export interface RecordedSpans {
  /** In the order in which they ended. */
  all(): ReadableSpan[];
  named(name: string): ReadableSpan;
  attributesOf(name: string): ReadableSpan['attributes'];
  /** Name of the parent span, or undefined for a root. */
  parentOf(name: string): string | undefined;
  stop(): Promise<void>;
}

/** Registers a real SDK that keeps its spans in memory. Call `stop` after each test. */
export const recordSpans = (
  options: { readonly withContextManager?: boolean; readonly sampler?: Sampler } = {},
): RecordedSpans => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
    ...(options.sampler === undefined ? {} : { sampler: options.sampler }),
  });
  provider.register(options.withContextManager === false ? { contextManager: null } : {});
  const named = (name: string): ReadableSpan => {
    const found = exporter.getFinishedSpans().filter((span) => span.name === name);
    const [span] = found;
    if (span === undefined || found.length > 1)
      throw new Error(`expected one span "${name}", found ${found.length}`);
    return span;
  };
  return {
    all: () => exporter.getFinishedSpans(),
    named,
    attributesOf: (name) => named(name).attributes,
    parentOf: (name) => {
      const parentId = named(name).parentSpanContext?.spanId;
      return exporter.getFinishedSpans().find((span) => span.spanContext().spanId === parentId)?.name;
    },
    stop: async () => {
      trace.disable();
      context.disable();
      await provider.shutdown();
    },
  };
};
