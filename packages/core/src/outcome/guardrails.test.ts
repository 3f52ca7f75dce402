import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import { agent, llm, spansOf, workflow } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';

/** As a bridge of OpenAI's Agents SDK writes it: a child of the agent's span whose input or output it looked at. */
const guardrail = (triggered: boolean): SpanDraft => ({
  name: 'no_prices',
  attributes: { 'spanData.type': 'guardrail', 'spanData.name': 'no_prices', 'spanData.triggered': triggered },
});

const seller = (...children: readonly SpanDraft[]): SpanDraft =>
  agent('seller', [llm({ hears: 'Write an offer.', says: 'It is yours for a song.' }), ...children]);

const report = (...agents: readonly SpanDraft[]) => attributeTrace(spansOf(workflow('run', agents)));

describe('guardrails', () => {
  it('that were triggered are failed checks of the agent that they stopped', () => {
    const { outcome, rootCause, evidence } = report(seller(guardrail(true)));
    expect(outcome).toBe('failure');
    expect(rootCause).toMatchObject({ agent: 'seller', failureCategory: 'quality_gate_failed' });
    expect(evidence[0]).toMatchObject({ kind: 'quality_check', text: expect.stringContaining('no_prices') });
  });

  it('that let everything through say nothing of the run', () => {
    expect(report(seller(guardrail(false))).outcome).toBe('unknown');
  });

  it('that were triggered by a draft which was written again do not fail the run', () => {
    expect(report(seller(guardrail(true)), seller(guardrail(false))).outcome).toBe('unknown');
  });

  it('that the draft written again triggers, too, do fail it', () => {
    expect(report(seller(guardrail(true)), seller(guardrail(true))).outcome).toBe('failure');
  });
});
