import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import { attributeTraceWithJudge } from '../attribute-with-judge.js';
import { agent, llm, spansOf, workflow } from '../testing/trace-builder.js';
import { faultOfRanking } from './judge.js';
import type { Judge } from './judge.js';

const says = (text: string) => [llm({ hears: 'Go on.', says: text })];
const spans = spansOf(
  workflow(
    'run',
    [
      agent('one', says('First, 120 apples.')),
      agent('two', says('Then, 340 pears.')),
      agent('three', says('Done: 460.')),
    ],
    { error: { message: 'the run failed' } },
  ),
);

const judge = (...answer: readonly number[]): Judge => ({ rank: () => Promise.resolve(answer) });

describe('a judge', () => {
  it('adds 1 / rank to the logit of each step that it names, and rules none out', async () => {
    const { candidates } = await attributeTraceWithJudge(spans, {}, judge(2, 0));
    const judged = candidates.map(({ stepIndex, terms }) => [
      stepIndex,
      terms.find(({ name }) => name === 'judge')?.value ?? 0,
    ]);
    expect(new Map(judged.map(([step, value]) => [step, value]))).toEqual(
      new Map([
        [2, 1],
        [0, 0.5],
        [1, 0],
      ]),
    );
    expect(candidates).toHaveLength(3);
  });

  it('is shown the question and every step, and not the verdict', async () => {
    const seen: unknown[] = [];
    await attributeTraceWithJudge(
      spans,
      {},
      { rank: (question, steps) => (seen.push(question, steps.length), Promise.resolve([0])) },
    );
    expect(seen).toEqual(['Go on.', 3]);
  });

  it.each([
    ['an index too high', [3]],
    ['an index below 0', [-1]],
    ['a fraction', [0.5]],
    ['a step twice', [1, 1]],
    ['nothing', []],
  ])('that answers with %s changes nothing but the warnings', async (_, answer) => {
    const report = await attributeTraceWithJudge(spans, {}, judge(...answer));
    const plain = attributeTrace(spans);
    expect({ ...report, warnings: [] }).toEqual({ ...plain, warnings: [] });
    expect(report.warnings).toEqual([expect.stringContaining('the judge gave no usable answer')]);
  });

  it('that throws changes nothing but the warnings', async () => {
    const report = await attributeTraceWithJudge(
      spans,
      {},
      { rank: () => Promise.reject(new Error('no answer in time')) },
    );
    expect(report.candidates).toEqual(attributeTrace(spans).candidates);
    expect(report.warnings[0]).toContain('no answer in time');
  });

  it('is not asked about a run that did not fail, nor about one step', async () => {
    const never: Judge = { rank: () => Promise.reject(new Error('asked')) };
    const healthy = spansOf(workflow('run', [agent('one', says('A.')), agent('two', says('B.'))]));
    expect((await attributeTraceWithJudge(healthy, {}, never)).warnings).toEqual([]);
  });

  it('accepts the last step and rejects the one after it', () => {
    expect(faultOfRanking([2], 3)).toBeUndefined();
    expect(faultOfRanking([3], 3)).toContain('step 3');
  });
});
