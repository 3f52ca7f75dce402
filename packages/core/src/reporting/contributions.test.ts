import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import { agent, llm, spansOf, tool, workflow } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';

const contributionsOf = (children: readonly SpanDraft[]) =>
  attributeTrace(spansOf(workflow('report', children))).contributions;

const forTask = (id: string) => ({ attributes: { [ATTRIBUTION_INPUT.subtaskId]: id } });

describe('row 2: contributions', () => {
  it('are one for each agent and subtask, in order of first activity, with the tokens of their model calls', () => {
    const contributions = contributionsOf([
      agent('writer', [llm({ tokens: [100, 10] }), llm({ tokens: [200, 20] })], forTask('draft')),
      agent('critic', [llm({ tokens: [40, 4] })], forTask('draft')),
      agent('writer', [llm({ tokens: [300, 30] })], forTask('final')),
      agent('writer', [llm({ tokens: [1, 1] })], forTask('draft')),
    ]);
    expect(contributions.map((own) => [own.agentId, own.subtaskId, own.tokenUsage, own.llmCalls])).toEqual([
      ['writer', 'draft', 332, 3],
      ['critic', 'draft', 44, 1],
      ['writer', 'final', 330, 1],
    ]);
  });

  it('are partial where the agent went on after a mishap that was never mended', () => {
    const search = tool('search', { error: { message: 'connection refused' } });
    const [own] = contributionsOf([agent('researcher', [llm(), tool('open'), search, llm()])]);
    expect(own).toMatchObject({
      outcome: 'partial',
      contributionScore: 0.5,
      errors: 1,
      retries: 0,
      evidence: 'connection refused',
    });
  });

  it('are a success where the same call worked the second time', () => {
    const search = tool('search', { error: { message: 'connection refused' } });
    const [own] = contributionsOf([agent('researcher', [llm(), search, tool('search'), llm()])]);
    expect(own).toMatchObject({ outcome: 'success', failureCategory: null, errors: 1, retries: 1 });
  });

  it.each(['timeout', 'cancelled', 'failure'])('are a failure where the program says %s', (outcome) => {
    const [own] = contributionsOf([
      agent('researcher', [llm()], { attributes: { [ATTRIBUTION_INPUT.outcome]: outcome } }),
    ]);
    expect(own).toMatchObject({ outcome: 'failure', contributionScore: 0 });
  });
});

describe('row 8: a span that says nothing of its kind', () => {
  it('counts as unknown, and its run is read all the same', () => {
    const legacy: SpanDraft = { name: 'do_things', attributes: {} };
    const { nodeTypes, spanCount } = attributeTrace(
      spansOf(workflow('report', [legacy, agent('a', [llm()])])),
    );
    expect(nodeTypes).toEqual({ workflow: 1, unknown: 1, agent: 1, llm_call: 1 });
    expect(spanCount).toBe(4);
  });
});
