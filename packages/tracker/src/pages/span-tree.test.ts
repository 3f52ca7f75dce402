import { describe, expect, it } from 'vitest';
import { failing, runOf } from '../testing/runs.js';
import { agent, llm, spanIdOf } from '../testing/spans.js';
import { delegations, orderAsTree } from './span-tree.js';

const { spans } = runOf(failing).record;

describe('orderAsTree', () => {
  it('puts children under their parent, in order of start', () => {
    expect(orderAsTree(spans).map(({ span, depth }) => `${depth} ${span.name}`)).toEqual([
      '0 invoke_workflow report',
      '1 invoke_agent planner',
      '2 chat test-model',
      '1 invoke_agent researcher',
      '2 chat test-model',
      '2 execute_tool search',
    ]);
  });

  it('takes a span whose parent is not there for a root', () => {
    expect(orderAsTree(spans.slice(1)).map(({ depth }) => depth)).toEqual([0, 1, 0, 1, 1]);
  });

  it('gives each span of a circle once', () => {
    const circle = spans.slice(0, 2).map((span, n) => ({ ...span, parentSpanId: spanIdOf(n === 0 ? 2 : 1) }));
    expect(orderAsTree(circle).map(({ span }) => span.spanId)).toEqual([spanIdOf(1), spanIdOf(2)]);
  });

  it('walks a chain of 100,000 spans', () => {
    const [one] = spans;
    if (one === undefined) throw new Error('no span');
    const chain = Array.from({ length: 100_000 }, (_, n) => ({
      ...one,
      spanId: spanIdOf(n + 1),
      parentSpanId: n === 0 ? null : spanIdOf(n),
    }));
    expect(orderAsTree(chain).at(-1)?.depth).toBe(99_999);
  });
});

describe('delegations', () => {
  it('counts how often an agent started another', () => {
    const { record } = runOf(agent('lead', [agent('helper', [llm()]), agent('helper', [llm()])]));
    expect(delegations(record.spans)).toEqual([{ from: 'lead', to: 'helper', count: 2 }]);
  });

  it('sees none between siblings', () => {
    expect(delegations(spans)).toEqual([]);
  });
});
