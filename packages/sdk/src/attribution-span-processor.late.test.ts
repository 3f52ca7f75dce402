import type { AttributionReport } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { agentAttributes, failingTrace, setUp, start } from '../../../test/helpers/held-traces.js';
import type { AttributionSpanProcessorOptions } from './processor-options.js';

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

  it('make a revision however many traces came while they were open', () => {
    const { tracer, root, attributionSpans } = releasedThenLate({ maxRetainedBytes: 10_000 });
    const late = start(tracer, 'late', root);
    for (let n = 0; n < 4; n++) failingTrace(tracer, `other ${n}`);
    late.end();
    expect(attributionSpans().at(-1)?.attributes['attribution.revision']).toBe(2);
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
