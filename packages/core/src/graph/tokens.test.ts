import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf, span } from '../testing/hand-made.js';
import { agent, llm, tool } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';

const totalsOf = (root: SpanDraft) => graphOf(root).tokens.totals;
const usage = (input: number, output: number) => ({
  'gen_ai.usage.input_tokens': input,
  'gen_ai.usage.output_tokens': output,
});

describe('tokens', () => {
  it('counts the deepest of spans that report one call: the client below the framework', () => {
    const client = llm({ tokens: [10, 5] });
    expect(totalsOf(agent('A', [llm({ tokens: [10, 5], children: [client] })]))).toMatchObject({
      total: 15,
      doubleCountedExcluded: 15,
    });
  });

  it('counts an aggregate only when nothing below reports', () => {
    expect(totalsOf(agent('A', [llm()], { attributes: usage(10, 5) }))).toMatchObject({ total: 15 });
    expect(totalsOf(agent('A', [llm({ tokens: [7, 3] })], { attributes: usage(10, 5) }))).toMatchObject({
      total: 10,
      doubleCountedExcluded: 15,
    });
  });

  it('counts a model call beside what agents and tools within it used', () => {
    const inner = agent('B', [llm({ tokens: [1, 1] })]);
    const outer = llm({ tokens: [10, 5], children: [tool('ask', { children: [inner] })] });
    expect(totalsOf(agent('A', [outer]))).toMatchObject({ total: 17, doubleCountedExcluded: 0 });
  });

  it('counts one response once, wherever it is reported', () => {
    const twice = { tokens: [10, 5], responseId: 'r1' } as const;
    expect(totalsOf(agent('A', [llm(twice), llm(twice)]))).toMatchObject({
      total: 15,
      doubleCountedExcluded: 15,
    });
  });

  it('counts embeddings', () => {
    const embedding = span('embeddings', {
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.usage.input_tokens': 8,
    });
    expect(totalsOf(agent('A', [embedding]))).toMatchObject({ total: 8 });
  });

  it('counts every reported token either in the total or as excluded', () => {
    const tokens = fc.option(fc.tuple(fc.nat(1000), fc.nat(1000)), { nil: undefined });
    const { node: tree } = fc.letrec<{ node: SpanDraft; children: readonly SpanDraft[] }>((tie) => ({
      node: fc.tuple(fc.constantFrom('agent', 'llm', 'tool'), tokens, tie('children')).map(make),
      children: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('node'), { maxLength: 3 })),
    }));
    fc.assert(
      fc.property(tree, (root) => {
        const totals = totalsOf(root);
        expect(totals.total + totals.doubleCountedExcluded).toBe(reportedIn(root));
      }),
    );
  });
});

function make([what, tokens, children]: [
  string,
  [number, number] | undefined,
  readonly SpanDraft[],
]): SpanDraft {
  const attributes = tokens === undefined ? {} : usage(...tokens);
  if (what === 'agent') return agent('A', children, { attributes });
  return what === 'tool' ? tool('t', { children, attributes }) : llm({ children, attributes });
}

function reportedIn({ attributes, children }: SpanDraft): number {
  const own = Object.entries(attributes).filter(([key]) => key.startsWith('gen_ai.usage.'));
  const below = (children ?? []).reduce((sum, child) => sum + reportedIn(child), 0);
  return own.reduce((sum, [, value]) => sum + Number(value), 0) + below;
}
