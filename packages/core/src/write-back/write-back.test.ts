import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import { agent, idOf, llm, spansOf, tool, workflow } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';
import {
  attributesOf,
  attributionSpanOf,
  findRoot,
  isContentKey,
  isEventContentKey,
  marksOf,
  placeReport,
  writeMark,
} from './index.js';

const failing = workflow(
  'story',
  [
    agent(
      'researcher',
      [
        llm({ ref: 'plan' }),
        tool('search', { ref: 'search', error: { type: 'TimeoutError', message: 'timed out' } }),
      ],
      { ref: 'research', error: { type: 'TimeoutError', message: 'timed out' } },
    ),
    agent('writer', [llm({ tokens: [3, 4] })], { ref: 'write' }),
  ],
  { ref: 'root', error: { message: 'timed out' } },
);
const healthy = workflow('story', [agent('writer', [llm({})], { ref: 'write' })], { ref: 'root' });

const writeBack = (draft: SpanDraft) => {
  const spans = spansOf(draft);
  const report = attributeTrace(spans);
  return { report, spans, written: attributesOf(report, placeReport(report, spans)) };
};

const candidate = (spanId: string, share: number) => ({
  agent: 'a',
  spanId,
  stepIndex: 0,
  probability: share,
  terms: [],
});

const subtask = (name: string, ref: string) =>
  agent('writer', [llm({})], { ref, attributes: { 'attribution.subtask.id': name } });

describe('attributesOf', () => {
  it('puts verdict, root cause and counts on the root', () => {
    const { report, written } = writeBack(failing);
    expect(report.verdict).toBe('attributed');
    expect(written.get(idOf('root'))).toMatchObject({
      'attribution.verdict': 'attributed',
      'attribution.run.outcome': 'failure',
      'attribution.run.status': 'failed',
      'attribution.root_cause.agent': 'researcher',
      'attribution.root_cause.span_id': report.rootCause?.spanId,
      'attribution.root_cause.node_type': report.rootCause?.nodeType,
      'attribution.root_cause.step_index': report.rootCause?.stepIndex,
      'attribution.root_cause.failure_category': 'timeout',
      'attribution.root_cause.failure_attribution': report.rootCause?.failureAttribution,
      'attribution.root_cause.confidence': report.rootCause?.confidence,
      'attribution.summary': report.summary,
      'attribution.revision': 1,
      'attribution.completion': 'complete',
      'attribution.span_count': 6,
    });
  });

  it('writes no root cause where there is none', () => {
    const root = writeBack(healthy).written.get(idOf('root')) ?? {};
    expect(root['attribution.verdict']).toBe('healthy');
    expect(Object.keys(root).filter((key) => key.includes('root_cause'))).toEqual([]);
  });

  it('puts its contribution on each agent span, leaving out what it does not have', () => {
    const { written } = writeBack(failing);
    expect(written.get(idOf('research'))).toMatchObject({
      'attribution.contribution.outcome': 'failure',
      'attribution.contribution.failure_category': 'timeout',
    });
    expect(written.get(idOf('write'))).toEqual({
      'attribution.contribution.score': 1,
      'attribution.contribution.blame_share': expect.any(Number),
      'attribution.contribution.credit_share': expect.any(Number),
      'attribution.contribution.outcome': 'success',
      'attribution.contribution.tokens': 7,
    });
  });

  it.each([
    [0.05, undefined],
    [0.051, 2],
  ])('ranks a candidate of probability %d as %s', (probability, rank) => {
    const { report } = writeBack(failing);
    const candidates = [candidate('1', 1 - probability), candidate('2', probability)];
    const written = attributesOf({ ...report, candidates }, []);
    expect(written.get('1')).toEqual({
      'attribution.step.probability': 1 - probability,
      'attribution.step.rank': 1,
    });
    expect(written.get('2')?.['attribution.step.rank']).toBe(rank);
  });

  it('keeps the better rank where one span stands for two steps', () => {
    const { report } = writeBack(failing);
    const twice = [0.6, 0.4].map((probability, stepIndex) => ({
      agent: 'a',
      spanId: 'x',
      stepIndex,
      probability,
      terms: [],
    }));
    const written = attributesOf({ ...report, candidates: twice }, []);
    expect(written.get('x')).toEqual({ 'attribution.step.probability': 0.6, 'attribution.step.rank': 1 });
  });
});

describe('marksOf', () => {
  it('says of each span, in their order, what attributesOf says by id', () => {
    const { report, spans, written } = writeBack(failing);
    const marks = marksOf(report, placeReport(report, spans), spans);
    const said = marks.map((mark) => {
      const attributes: Record<string, unknown> = {};
      if (mark !== undefined) writeMark(attributes, mark, report);
      return attributes;
    });
    expect(said).toEqual(spans.map(({ spanId }) => written.get(spanId) ?? {}));
    expect(marks.filter((mark) => mark?.isRoot)).toHaveLength(1);
  });

  it('leaves what a span says itself', () => {
    const { report, spans } = writeBack(failing);
    const mark = marksOf(report, placeReport(report, spans), spans).find((one) => one?.isRoot);
    const attributes = { 'attribution.verdict': 'of another' };
    if (mark !== undefined) writeMark(attributes, mark, report);
    expect(attributes).toMatchObject({
      'attribution.verdict': 'of another',
      'attribution.summary': report.summary,
    });
  });
});

describe('placeReport', () => {
  it('tells the spans of one agent apart by their subtask', () => {
    const spans = spansOf(workflow('w', [subtask('S-1', 'one'), subtask('S-2', 'two')], { ref: 'root' }));
    const report = attributeTrace(spans);
    const subtaskOf = (ref: string) => {
      const place = placeReport(report, spans).find(({ spanId }) => spanId === idOf(ref));
      return report.contributions[place?.contribution ?? -1]?.subtaskId;
    };
    expect([subtaskOf('one'), subtaskOf('two')]).toEqual(['S-1', 'S-2']);
  });

  it('takes the subtask that an agent span inherits', () => {
    const inner = agent('writer', [llm({})], { ref: 'inner' });
    const outer = agent('boss', [inner], { attributes: { 'attribution.subtask.id': 'S-9' } });
    const spans = spansOf(workflow('w', [outer, subtask('S-2', 'two')]));
    const report = attributeTrace(spans);
    const place = placeReport(report, spans).find(({ spanId }) => spanId === idOf('inner'));
    expect(report.contributions[place?.contribution ?? -1]).toMatchObject({
      agentName: 'writer',
      subtaskId: 'S-9',
    });
  });

  it('gives nothing to an agent that the report does not know', () => {
    const spans = spansOf(healthy);
    const report = { ...attributeTrace(spans), contributions: [] };
    expect(placeReport(report, spans)).toEqual([
      { spanId: idOf('root'), isRoot: true, contribution: undefined },
    ]);
  });
});

describe('findRoot', () => {
  const [span] = spansOf(healthy);
  const at = (spanId: string, parentSpanId: string | undefined, startMicros: number) =>
    ({
      ...span,
      spanId,
      parentSpanId,
      startMicros,
    }) as NonNullable<typeof span>;

  it('is the earliest span without a parent, even if an orphan started before it', () => {
    const spans = [at('orphan', 'lost', 1), at('late root', undefined, 3), at('root', undefined, 2)];
    expect(findRoot(spans)?.spanId).toBe('root');
  });

  it('is the earliest orphan where every span has a parent', () => {
    expect(findRoot([at('child', 'top', 1), at('top', 'elsewhere', 2)])?.spanId).toBe('top');
  });

  it('is the earliest span of a circle, and nothing for no spans', () => {
    expect(findRoot([at('a', 'b', 2), at('b', 'a', 1)])?.spanId).toBe('b');
    expect(findRoot([])).toBeUndefined();
  });
});

describe('attributionSpanOf', () => {
  const { report } = writeBack(failing);

  it('carries the verdict, the whole report and an evaluation result', () => {
    const span = attributionSpanOf(report, idOf('root'));
    expect(span).toMatchObject({
      traceId: report.traceId,
      parentSpanId: idOf('root'),
      name: 'attribution',
      scopeName: '@agent-attribution',
      attributes: {
        'attribution.verdict': 'attributed',
        'attribution.root_cause.agent': 'researcher',
        'attribution.summary': report.summary,
        'attribution.revision': 1,
      },
      event: {
        name: 'gen_ai.evaluation.result',
        attributes: {
          'gen_ai.evaluation.name': 'failure_attribution',
          'gen_ai.evaluation.score.value': report.rootCause?.confidence,
          'gen_ai.evaluation.score.label': 'researcher',
          'gen_ai.evaluation.explanation': report.summary,
        },
      },
    });
    expect(JSON.parse(String(span.attributes['attribution.report']))).toEqual(report);
    expect(span.attributes).not.toHaveProperty('attribution.node_type');
  });

  it('has no score where nobody is blamed', () => {
    const { event } = attributionSpanOf({ ...report, rootCause: null }, idOf('root'));
    expect(event.attributes).not.toHaveProperty('gen_ai.evaluation.score.value');
  });

  it('has a valid id of its own for each revision', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9a-f]{32}$/),
        fc.integer({ min: 1, max: 1_000 }),
        (traceId, revision) => {
          const idAt = (at: number) => attributionSpanOf({ ...report, traceId, revision: at }, 'r').spanId;
          expect(idAt(revision)).toMatch(/^[0-9a-f]{16}$/);
          expect(idAt(revision)).not.toBe('0'.repeat(16));
          expect(idAt(revision)).not.toBe(idAt(revision + 1));
        },
      ),
    );
  });
});

describe('isContentKey', () => {
  it.each([
    'gen_ai.input.messages',
    'gen_ai.prompt.0.content',
    'llm.input_messages.3.message.content',
    'mastra.tool_call.input',
    'ai.prompt.messages',
    'input',
  ])('is true for %s', (key) => expect(isContentKey(key)).toBe(true));

  it.each([
    'gen_ai.usage.input_tokens',
    'gen_ai.tool.name',
    'input.mime_type',
    'attribution.llm.message_count',
  ])('is false for %s', (key) => expect(isContentKey(key)).toBe(false));
});

describe('isEventContentKey', () => {
  it.each([
    ['gen_ai.user.message', 'content'],
    ['gen_ai.choice', 'message'],
    ['gen_ai.client.inference.operation.details', 'gen_ai.output.messages'],
    ['cache.hit', 'gen_ai.prompt'],
  ])('is true for %s with %s', (event, key) => expect(isEventContentKey(event, key)).toBe(true));

  it.each([
    ['gen_ai.user.message', 'role'],
    ['gen_ai.choice', 'gen_ai.system'],
    ['cache.hit', 'content'],
  ])('is false for %s with %s', (event, key) => expect(isEventContentKey(event, key)).toBe(false));
});
