import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.js';
import { failing, runOf } from './testing/runs.js';
import { agent, llm, spanIdOf, tool, traceIdOf, workflow } from './testing/spans.js';
import { runRows } from './run-rows.js';

const attributesOf = (attributes: Record<string, string>) => {
  const { record } = runOf({ name: 'x', attributes });
  const [row] = record.spans;
  return { isTruncated: row?.isTruncated, kept: JSON.parse(row?.attributes ?? '') as unknown };
};

const checkThatSays = (status: string) => ({
  name: 'quality_check',
  attributes: {
    [ATTRIBUTION_INPUT.nodeType]: 'quality_check',
    [ATTRIBUTION_INPUT.validationStatus]: status,
  },
});

describe('runRows', () => {
  it('says of a failing run who caused it, at which node, and when it was', () => {
    const { trace } = runOf(failing).record;
    expect(trace).toMatchObject({
      rootCauseAgent: 'researcher',
      rootCauseNodeType: 'tool_invocation',
      rootCauseCategory: 'timeout',
      status: 'failed',
      taskStatus: 'failed',
      agents: ['planner', 'researcher'],
      durationMs: (trace.endedAt - trace.startedAt) / 1000,
    });
    expect(trace.confidence).toBeGreaterThan(0.5);
  });

  it('marks the contributions of the agent at fault', () => {
    const { contributions } = runOf(failing).record;
    expect(contributions.map(({ agentName, isRootCause }) => [agentName, isRootCause])).toEqual([
      ['planner', false],
      ['researcher', true],
    ]);
  });

  it('leaves spans of other traces out', () => {
    const { spans, report } = runOf(failing);
    const other = runOf(failing, { traceId: traceIdOf(9) }).spans;
    expect(runRows([...spans, ...other], report).spans).toHaveLength(spans.length);
  });

  it('lets the last validation decide what becomes of the task', () => {
    const { record } = runOf(
      workflow('w', [agent('a', [llm()]), checkThatSays('rejected'), checkThatSays('insufficient_evidence')]),
    );
    expect(record.trace.taskStatus).toBe('needs_review');
  });

  it('keeps a text at its limit and cuts one that is longer', () => {
    const text = 'x'.repeat(LIMITS.attributeChars);
    expect(attributesOf({ text })).toEqual({ isTruncated: false, kept: { text } });
    expect(attributesOf({ text: `${text}y` })).toEqual({ isTruncated: true, kept: { text } });
  });

  it('does not split a character', () => {
    const text = `${'x'.repeat(LIMITS.attributeChars - 1)}🤖`;
    expect(attributesOf({ text }).kept).toEqual({ text: text.slice(0, -2) });
  });

  it('leaves out what does not fit and keeps what does', () => {
    const big = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`big.${n}`, 'x'.repeat(2_000)]));
    const { isTruncated, kept } = attributesOf({ ...big, small: 'y' });
    expect(isTruncated).toBe(true);
    expect(kept).toMatchObject({ 'big.0': 'x'.repeat(2_000), small: 'y' });
    expect(JSON.stringify(kept).length).toBeLessThanOrEqual(LIMITS.attributesChars);
  });

  it('keeps what failed when a trace has more spans than the limit', () => {
    const many = Array.from({ length: LIMITS.spansPerTrace }, () => llm());
    const { record } = runOf(workflow('w', [agent('a', [...many, tool('last', 'broken')])]));
    expect(record.spans).toHaveLength(LIMITS.spansPerTrace);
    expect(record.spans.at(-1)).toMatchObject({ error: 'broken', spanId: spanIdOf(many.length + 3) });
    expect(record.trace.spanCount).toBe(many.length + 3);
  });
});
