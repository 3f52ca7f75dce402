import { expect, it } from 'vitest';
import { attributeTrace } from './attribute-trace.js';
import { spectrumOf } from './corpus.js';
import { agent, llm, spansOf, tool, workflow } from './testing/trace-builder.js';

const run = (toolName: string, outcome: 'success' | 'failure' | undefined) =>
  spansOf(
    workflow('run', [agent('one', [llm(), tool(toolName, { args: '{"q":1}' })]), agent('two', [llm()])], {
      attributes: outcome === undefined ? {} : { 'attribution.outcome': outcome },
    }),
  );

it('suspects the action that failed runs have and successful ones have not', () => {
  const { spectrum, ...counts } = spectrumOf([
    run('old', 'failure'),
    run('new', 'success'),
    run('new', undefined),
  ]);
  expect(counts).toEqual({ failed: 1, passed: 1, unknown: 1 });
  expect([...spectrum]).toEqual([
    ['one|old|q', 1],
    ['one|new|q', 0],
  ]);
});

it('becomes a term of the steps that did it', () => {
  const { spectrum } = spectrumOf([run('old', 'failure'), run('new', 'success')]);
  const { candidates } = attributeTrace(run('old', 'failure'), { spectrum });
  const valueOf = (index: number) =>
    candidates.find(({ stepIndex }) => stepIndex === index)?.terms.find(({ name }) => name === 'spectrum')
      ?.value ?? 0;
  expect([valueOf(0), valueOf(1)]).toEqual([1, 0]);
});
