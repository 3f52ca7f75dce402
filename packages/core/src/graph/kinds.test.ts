import { describe, expect, it } from 'vitest';
import { graphOf, kindsIn, span } from '../testing/hand-made.js';
import { agent, llm, tool } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';

/** One span for each proviso, named by it. */
const SUBJECTS = {
  if_working: (children: readonly SpanDraft[]) =>
    span('subject', { 'gen_ai.operation.name': 'invoke_agent' }, { children }),
  if_no_agent_below: (children: readonly SpanDraft[]) =>
    span('subject', { 'openinference.span.kind': 'AGENT' }, { children }),
  if_calling_model: (children: readonly SpanDraft[]) =>
    span(
      'subject',
      {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.provider.name': 'langgraph',
        'gen_ai.agent.name': 'n',
      },
      { children },
    ),
  if_no_model_below: (children: readonly SpanDraft[]) =>
    span('subject', { 'mastra.span.type': 'model_generation' }, { children }),
} as const;

describe('kinds under a proviso', () => {
  it.each([
    ['if_working', 'a model call', [llm()], 'step'],
    ['if_working', 'a tool', [tool('t')], 'agent'],
    ['if_working', 'an agent', [agent('A', [])], 'agent'],
    ['if_working', 'a handoff', [tool('transfer_to_b')], 'agent'],
    ['if_no_agent_below', 'a model call', [llm()], 'agent'],
    ['if_no_agent_below', 'an agent', [agent('A', [])], 'step'],
    ['if_calling_model', 'a model call', [llm()], 'agent'],
    ['if_calling_model', 'a model call within a tool', [tool('t', { children: [llm()] })], 'step'],
    ['if_calling_model', 'a model call within an agent', [agent('A', [llm()])], 'step'],
    ['if_no_model_below', 'nothing', [], 'llm_call'],
    ['if_no_model_below', 'a model call', [llm()], 'step'],
    ['if_no_model_below', 'a model call within a tool', [tool('t', { children: [llm()] })], 'llm_call'],
  ] as const)('%s: with %s below', (proviso, _, children, kind) => {
    expect(kindsIn(graphOf(SUBJECTS[proviso](children)))['subject']).toBe(kind);
  });

  it('takes a wrapper that is no agent for no work of the one around it', () => {
    const inner = span('inner', { 'gen_ai.operation.name': 'invoke_agent' }, { children: [llm()] });
    const graph = graphOf(SUBJECTS.if_working([inner]));
    expect(kindsIn(graph)).toMatchObject({ subject: 'step', inner: 'step' });
  });
});
