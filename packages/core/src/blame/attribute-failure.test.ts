import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import { agent, llm, spansOf, tool, workflow } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';

const SOFT = { result: 'exitcode: 1 (execution failed)\nCode output: no' };
const STATED = { attributes: { [ATTRIBUTION_INPUT.outcome]: 'failure' } };

/** The weight of evidence at the step of the agent that had the error, or undefined when there is no such term. */
function evidenceWeight(failing: SpanDraft, then: readonly SpanDraft[], root = {}): number | undefined {
  const report = attributeTrace(spansOf(workflow('w', [agent('first', [llm()]), failing, ...then], root)));
  const [term] = report.candidates
    .filter((candidate) => candidate.agent === 'failing')
    .flatMap(({ terms }) => terms.filter(({ name, value }) => name === 'evidence_origin' && value > 0));
  return term?.weight;
}

const after = agent('after', [llm()]);

describe('evidence of a tool that failed', () => {
  it('does not count where the agents worked around it and the run says that it failed', () => {
    expect(evidenceWeight(agent('failing', [llm(), tool('x', SOFT)]), [after], STATED)).toBeUndefined();
  });

  it('is the same for an error status of no special kind', () => {
    const failing = agent('failing', [llm(), tool('x', { error: { message: 'no' } })]);
    expect(evidenceWeight(failing, [after], STATED)).toBeUndefined();
  });

  it('counts some in the last step of the run', () => {
    expect(evidenceWeight(agent('failing', [llm(), tool('x', SOFT)]), [], STATED)).toBe(2);
  });

  it('decides where nothing else says that the run failed', () => {
    expect(evidenceWeight(agent('failing', [llm(), tool('x', SOFT)]), [after])).toBe(10);
  });

  it('decides when it brought its agent down', () => {
    const failing = agent('failing', [llm(), tool('x', SOFT)], { error: { message: 'no' } });
    expect(evidenceWeight(failing, [after], STATED)).toBe(10);
  });

  it('decides when it stands for itself, as a timeout does', () => {
    const failing = agent('failing', [llm(), tool('x', { error: { message: 'timed out' } })]);
    expect(evidenceWeight(failing, [after], STATED)).toBe(10);
  });
});

function talkersShare(turns: number, said: { readonly says?: string }): number {
  const talker = agent('talker', Array<SpanDraft>(turns).fill(llm(said)));
  const tree = workflow('w', [talker, agent('other', [llm(said), tool('x', SOFT)]), after], STATED);
  return attributeTrace(spansOf(tree)).contributions[0]?.blameShare ?? 0;
}

describe('blame', () => {
  it('grows with what an agent said, and not with how often it spoke where nobody knows what', () => {
    const said = { says: 'text' };
    expect(talkersShare(9, said)).toBeGreaterThan(1.5 * talkersShare(3, said));
    expect(talkersShare(9, {})).toBeCloseTo(talkersShare(3, {}), 12);
  });
});
