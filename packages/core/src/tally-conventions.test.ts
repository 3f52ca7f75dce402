import { describe, expect, it } from 'vitest';
import { tallyConventions } from './tally-conventions.js';
import { span } from './testing/hand-made.js';
import { agent, llm, spansOf, tool, workflow } from './testing/trace-builder.js';

describe('tallyConventions', () => {
  it('counts by convention and by row', () => {
    const spans = spansOf(workflow('w', [span('run', { 'openinference.span.kind': 'LLM' }), llm(), llm()]));
    expect(tallyConventions(spans)).toMatchObject({
      traceCount: 1,
      spanCount: 4,
      byConvention: { gen_ai: 3, openinference: 1 },
      byRow: { 'gen_ai.other': 1, 'gen_ai.llm': 2, 'openinference.span_kind': 1 },
      unknownSpans: { count: 0, names: [] },
    });
  });

  it('names at most ten different unknown spans and counts all', () => {
    const requests = Array.from({ length: 12 }, (_, index) => span(`GET /${index}`, {}));
    const tally = tallyConventions(spansOf(workflow('w', [...requests, span('GET /0', {})])));
    expect(tally.unknownSpans.count).toBe(13);
    expect(tally.unknownSpans.names).toEqual(requests.slice(0, 10).map(({ name }) => name));
  });

  it('counts spans whose parent is missing', () => {
    expect(tallyConventions(spansOf(workflow('w', [llm(), llm()])).slice(1)).missingParents).toBe(2);
  });

  it('counts tokens that would have been counted twice, within a trace and across traces', () => {
    const call = { tokens: [10, 5], responseId: 'r1' } as const;
    const aggregate = { 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 5 };
    const first = spansOf(agent('A', [llm(call)], { attributes: aggregate }));
    const second = spansOf(agent('A', [llm(call)]), 'b'.repeat(32));
    expect(tallyConventions(first).doubleCountedTokens).toBe(15);
    expect(tallyConventions([...first, ...second])).toMatchObject({ traceCount: 2, doubleCountedTokens: 30 });
  });

  it('gives the share of model and tool calls with content', () => {
    const spans = spansOf(
      agent('A', [llm({ says: 'hi' }), llm(), tool('t', { args: '{"q":1}' }), tool('t')]),
    );
    expect(tallyConventions(spans).contentShare).toBe(0.5);
    expect(tallyConventions(spansOf(workflow('w', []))).contentShare).toBeNull();
  });

  it('counts spans that dropped attributes', () => {
    const cut = span('chat', { 'gen_ai.operation.name': 'chat' }, { droppedAttributesCount: 1 });
    expect(tallyConventions(spansOf(workflow('w', [cut, llm()]))).spansWithDroppedAttributes).toBe(1);
  });

  it('counts nothing when there is nothing', () => {
    expect(tallyConventions([])).toMatchObject({
      traceCount: 0,
      spanCount: 0,
      byConvention: {},
      contentShare: null,
    });
  });
});
