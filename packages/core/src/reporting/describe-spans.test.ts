import { expect, it } from 'vitest';
import { agent, llm, spansOf, tool, workflow } from '../testing/trace-builder.js';
import { describeSpans } from './describe-spans.js';

it('tells of each span whose it was, of which kind, and what went wrong in it', () => {
  const spans = spansOf(
    workflow('report', [
      agent('researcher', [llm(), tool('search', { error: { type: 'TimeoutError', message: '30 s' } })]),
    ]),
  );
  expect(describeSpans(spans).map(({ agent, nodeType, error }) => [agent, nodeType, error])).toEqual([
    [undefined, 'workflow', undefined],
    ['researcher', 'agent', undefined],
    ['researcher', 'llm_call', undefined],
    ['researcher', 'tool_invocation', 'TimeoutError: 30 s'],
  ]);
});

it('describes a span that came twice once, and cuts off a parent that never came', () => {
  const [first] = spansOf(agent('a', [llm()]));
  if (first === undefined) throw new Error('no span');
  const orphan = { ...first, parentSpanId: 'f'.repeat(16) };
  expect(describeSpans([orphan, orphan]).map(({ parentSpanId }) => parentSpanId)).toEqual([undefined]);
});
