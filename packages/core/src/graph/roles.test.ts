import { describe, expect, it } from 'vitest';
import { analyzeRun } from '../analysis.js';
import { agent, handoff, llm, spansOf, tool, workflow } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';

function orchestratorsOf(turns: readonly SpanDraft[]): readonly string[] {
  const { steps } = analyzeRun(spansOf(workflow('w', turns))).steps;
  return [...new Set(steps.filter(({ role }) => role === 'orchestrator').map((step) => step.agent))];
}

const speak = (name: string): SpanDraft => agent(name, [llm()]);

const alternating = (times: number): readonly SpanDraft[] =>
  Array.from({ length: times }, (_, index) => [speak('boss'), speak(index % 2 === 0 ? 'a' : 'b')]).flat();

describe('findOrchestrators', () => {
  it('finds the one of two agents that hands work to the other, though it takes several steps to decide', () => {
    const decide = agent('boss', [llm(), llm(), llm(), handoff('hand')]);
    expect(orchestratorsOf([decide, speak('hand'), decide, speak('hand')])).toEqual(['boss']);
  });

  it('leaves an agent a worker that runs tools and hands over in the end', () => {
    const work = agent('triage', [llm(), tool('x'), llm(), tool('y'), handoff('billing')]);
    expect(orchestratorsOf([work, speak('billing')])).toEqual([]);
  });

  it('finds the one in between two others, from five times on', () => {
    expect(orchestratorsOf(alternating(5))).toEqual(['boss']);
    expect(orchestratorsOf(alternating(4))).toEqual([]);
  });
});
