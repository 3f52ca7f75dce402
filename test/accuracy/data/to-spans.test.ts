import { attributeTrace } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { scoreReport } from '../scoring.js';
import { toSpans } from './to-spans.js';
import { parseRun } from './who-and-when.js';

const history = [
  { role: 'human', content: 'How tall is it?' },
  { role: 'Manager (thought)', content: 'I need the searcher' },
  { role: 'Manager (-> Searcher)', content: 'Please search' },
  { role: 'Searcher', content: 'Let me see\n```python\nlook()\n```' },
  { role: 'Computer_terminal', content: 'exitcode: 1 (execution failed)\nCode output: no' },
  { role: 'Searcher', content: 'It is 12 m' },
  { role: 'Manager (termination condition)', content: '12 m' },
];

const labelled = (labels: object): ReturnType<typeof parseRun> =>
  parseRun('1', JSON.stringify({ question: 'How tall is it?', question_ID: 'q', history, ...labels }));

const run = labelled({ mistake_agent: 'Searcher', mistake_step: '3', ground_truth: '13 m' });

const plain = (log: typeof run.log): unknown =>
  toSpans(log).spans.map((span) => [
    span.spanId,
    span.parentSpanId,
    span.name,
    [...span.attributeKeys()].map((key) => [key, span.attribute(key)]),
  ]);

describe('toSpans', () => {
  it('nests turns and their calls under the agents that took them', () => {
    const { spans } = toSpans(run.log);
    const nameOf = new Map(spans.map(({ spanId, name }) => [spanId, name]));
    expect(
      spans.map(({ name, parentSpanId }) => `${nameOf.get(parentSpanId ?? '') ?? '-'} > ${name}`),
    ).toEqual([
      '- > invoke_workflow run',
      'invoke_workflow run > invoke_agent Manager',
      'invoke_agent Manager > turn',
      'turn > chat',
      'invoke_agent Manager > turn',
      'turn > chat',
      'turn > execute_tool transfer_to_Searcher',
      'invoke_workflow run > invoke_agent Searcher',
      'invoke_agent Searcher > turn',
      'turn > chat',
      'turn > execute_tool execute_code',
      'invoke_agent Searcher > turn',
      'turn > chat',
      'invoke_workflow run > invoke_agent Manager',
      'invoke_agent Manager > turn',
      'turn > chat',
    ]);
  });

  it('makes steps of the agents’ messages only, at their positions in the log', () => {
    const { spans, positionOf } = toSpans(run.log);
    const { candidates } = attributeTrace(spans);
    const steps = candidates.toSorted((a, b) => a.stepIndex - b.stepIndex);
    expect(steps.map(({ agent, spanId }) => [agent, positionOf.get(spanId)])).toEqual([
      ['Manager', 1],
      ['Manager', 2],
      ['Searcher', 3],
      ['Searcher', 5],
      ['Manager', 6],
    ]);
  });

  it('records no tool call when an executor was handed nothing to run', () => {
    const idle = parseRun(
      '2',
      JSON.stringify({ history: [history[1], { role: 'Terminal', content: 'no code' }] }),
    );
    expect(toSpans(idle.log).spans.some(({ name }) => name.startsWith('execute_tool'))).toBe(false);
  });

  it('leaves out every text when told so', () => {
    const { spans } = toSpans(run.log, { metadataOnly: true });
    const values = spans.flatMap((span) =>
      [...span.attributeKeys()].map((key) => JSON.stringify(span.attribute(key))),
    );
    expect(values.some((value) => value.includes('12') || value.includes('tall'))).toBe(false);
  });

  it('knows nothing of the labels: changing them changes the score and nothing else', () => {
    const other = labelled({
      mistake_agent: 'Manager',
      mistake_step: '1',
      ground_truth: '99',
      is_correct: true,
    });
    expect(plain(other.log)).toEqual(plain(run.log));
    const { spans, positionOf } = toSpans(run.log);
    const report = attributeTrace(spans);
    expect(attributeTrace(toSpans(other.log).spans)).toEqual(report);
    expect(scoreReport(report, positionOf, other.label)).not.toEqual(
      scoreReport(report, positionOf, run.label),
    );
  });
});
