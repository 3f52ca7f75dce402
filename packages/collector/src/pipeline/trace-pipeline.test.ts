import type { SpanView } from '@agent-attribution/core';
import { afterEach, describe, expect, it } from 'vitest';
import { agent, llm, spansOf } from '../../../core/src/testing/trace-builder.js';
import { TracePipeline } from './trace-pipeline.js';
import type { AttributedTrace } from './trace-pipeline.js';

const running: TracePipeline[] = [];

const starting = () => {
  const traces: AttributedTrace[] = [];
  const clock = { nowMs: 0 };
  const pipeline = new TracePipeline({
    assembly: { quietPeriodMs: 10 },
    onTrace: (trace) => traces.push(trace),
    now: () => clock.nowMs,
  });
  running.push(pipeline);
  const tickAt = (nowMs: number) => {
    clock.nowMs = nowMs;
    pipeline.tick();
  };
  return { pipeline, traces, tickAt };
};

afterEach(() => {
  for (const pipeline of running.splice(0)) pipeline.shutdown();
});

const spans = spansOf(agent('writer', [llm()]));

describe('TracePipeline', () => {
  it('attributes a trace when it is complete', () => {
    const { pipeline, traces, tickAt } = starting();
    pipeline.accept(spans.slice(1));
    pipeline.accept(spans.slice(0, 1));
    tickAt(9);
    expect(traces).toEqual([]);
    tickAt(10);
    expect(traces.map(({ report }) => report?.verdict)).toEqual(['healthy']);
  });

  it('makes a new revision of the whole trace when a span comes late, and passes on only that span', () => {
    const { pipeline, traces, tickAt } = starting();
    pipeline.accept(spans.slice(0, 1));
    tickAt(10);
    pipeline.accept(spans.slice(1));
    tickAt(20);
    expect(traces[1]).toMatchObject({
      spans: [spans[1]],
      report: { revision: 2, spanCount: 2, lateSpans: 1 },
    });
  });

  it('passes a trace on at once, without a verdict of its own, when it brings one', () => {
    const { pipeline, traces } = starting();
    const [root] = spans;
    if (root === undefined) throw new Error('no root');
    const verdict: SpanView = {
      ...root,
      spanId: 'f'.repeat(16),
      parentSpanId: root.spanId,
      name: 'attribution',
      scopeName: '@agent-attribution',
    };
    pipeline.accept([...spans, verdict]);
    expect(traces).toMatchObject([{ report: undefined }]);
  });

  it('releases everything at shutdown', () => {
    const { pipeline, traces } = starting();
    pipeline.accept(spans);
    pipeline.shutdown();
    expect(traces.map(({ report }) => report?.completion)).toEqual(['complete']);
  });
});
