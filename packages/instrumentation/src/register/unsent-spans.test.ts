import { expect, it } from 'vitest';
import type { ExportResult, ReadableSpan } from '@agent-attribution/sdk';
import { NodeTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { UnsentSpans } from './unsent-spans.js';

const spanNamed = (name: string): ReadableSpan => {
  const memory = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(memory)] });
  provider.getTracer('test').startSpan(name).end();
  const [span] = memory.getFinishedSpans();
  if (span === undefined) throw new Error('no span');
  return span;
};

/** An exporter that answers when told to. */
const scene = (): { unsent: UnsentSpans; answers: (() => void)[] } => {
  const answers: (() => void)[] = [];
  const exporter = {
    export: (_spans: ReadableSpan[], done: (result: ExportResult) => void) => {
      answers.push(() => done({ code: 0 }));
    },
    shutdown: async () => {},
  };
  return { unsent: new UnsentSpans(exporter), answers };
};

it('keeps what has not been answered for, and gives it out once', () => {
  const { unsent, answers } = scene();
  unsent.export([spanNamed('a')], () => {});
  unsent.export([spanNamed('b')], () => {});
  answers[0]?.();
  expect(unsent.take().map(({ name }) => name)).toEqual(['b']);
  expect(unsent.take()).toEqual([]);
});

it('sends nothing any more once it holds', () => {
  const { unsent, answers } = scene();
  unsent.hold();
  unsent.export([spanNamed('a')], () => {});
  expect(answers).toEqual([]);
  expect(unsent.take().map(({ name }) => name)).toEqual(['a']);
});
