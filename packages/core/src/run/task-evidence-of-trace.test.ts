import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agent, spansOf, llm, tool, workflow } from '../testing/trace-builder.js';
import { renderTaskEvidence } from './render-task-evidence.js';
import { buildTaskEvidence } from './task-evidence-of-trace.js';

const warningsOf = (finishReason: string) =>
  buildTaskEvidence(spansOf(agent('a', [llm({ finishReason }), llm({ finishReason: 'stop' })]))).mainRun
    ?.warnings;

describe('the evidence of a trace', () => {
  it('row 36: has tool results whole and in order, run by run', () => {
    const long = 'fact '.repeat(20_000);
    const spans = spansOf(
      workflow('w', [
        agent('writer', [
          tool('search', { result: long }),
          tool('open', { result: 'second' }),
          llm({ says: 'the answer', finishReason: 'stop' }),
        ]),
      ]),
    );
    const { mainRun, teamRuns, finalOutput } = buildTaskEvidence(spans);
    expect(mainRun?.toolResults.map(({ toolName, content }) => [toolName, content])).toEqual([
      ['search', long],
      ['open', 'second'],
    ]);
    expect(mainRun).toMatchObject({ outputText: 'the answer', finishReason: 'stop', warnings: [] });
    expect([teamRuns, finalOutput]).toEqual([[], 'the answer']);
  });

  it('row 42: keeps the evidence of a member that failed', () => {
    const spans = spansOf(
      workflow('w', [
        agent('lead', [llm({ says: 'go' })]),
        agent('critic', [tool('check', { result: 'half' })], { error: { message: 'gave up' } }),
      ]),
    );
    const { teamRuns, teamNodeResults } = buildTaskEvidence(spans);
    expect(teamRuns).toMatchObject([{ toolResults: [{ content: 'half' }] }]);
    expect(teamNodeResults).toMatchObject([{ node: 'critic', success: false, error: 'gave up' }]);
  });

  it('row 43: a finish reason that is not usual becomes a warning; a turn that calls tools is usual', () => {
    expect(warningsOf('length')).toEqual(['finish_reason=length']);
    expect(warningsOf('max_tool_iterations_finalized')).toEqual([
      'finish_reason=max_tool_iterations_finalized',
    ]);
    expect(warningsOf('tool_calls')).toEqual([]);
    expect(warningsOf('stop')).toEqual([]);
  });

  it('names the task, else the trace', () => {
    const attributes = { [ATTRIBUTION_INPUT.taskId]: 'task-1' };
    expect(buildTaskEvidence(spansOf(agent('a', [], { attributes }))).taskId).toBe('task-1');
    const spans = spansOf(agent('a', []));
    expect(buildTaskEvidence(spans).taskId).toBe(spans[0]?.traceId);
  });

  it('row 37: is the same whatever order the spans come in, and empty of nothing', () => {
    const spans = spansOf(workflow('w', [agent('a', [tool('t', { result: 'r' })]), agent('b', [llm()])]));
    const text = renderTaskEvidence(buildTaskEvidence(spans));
    fc.assert(
      fc.property(fc.shuffledSubarray([...spans], { minLength: spans.length }), (shuffled) => {
        expect(renderTaskEvidence(buildTaskEvidence(shuffled))).toBe(text);
      }),
    );
    expect(buildTaskEvidence([])).toMatchObject({ mainRun: null, teamRuns: [], finalOutput: '' });
  });
});
