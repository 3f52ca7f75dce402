import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, kindsIn, ownersIn, span } from '../testing/hand-made.js';

const OP = 'gen_ai.operation.name';

describe('openlit (hand-made spans)', () => {
  it('tells a handoff from an agent by the source agent', () => {
    const facts = factsOf(
      span('invoke_agent Billing', {
        [OP]: 'invoke_agent',
        'gen_ai.agent.name': 'Billing',
        'gen_ai.agent.source': 'Triage',
      }),
    );
    expect(facts).toMatchObject({
      kind: 'handoff',
      row: 'openlit.handoff',
      convention: 'openlit',
      handoff: { from: 'Triage', to: 'Billing' },
    });
  });

  it.each([true, false])('takes a guardrail for one whatever its verdict (triggered: %s)', (triggered) => {
    const facts = factsOf(
      span('invoke_agent no_pii', {
        [OP]: 'invoke_agent',
        'gen_ai.agent.name': 'no_pii',
        'gen_ai.guardrail.triggered': triggered,
      }),
    );
    expect(facts).toMatchObject({
      kind: 'guardrail',
      row: 'openlit.guardrail',
      guardrailTriggered: triggered,
      agentName: undefined,
      softError: undefined,
    });
  });

  it('keeps an agent that is neither', () => {
    const facts = factsOf(
      span('invoke_agent Triage', { [OP]: 'invoke_agent', 'gen_ai.agent.name': 'Triage' }),
    );
    expect(facts).toMatchObject({ kind: 'agent', row: 'gen_ai.agent', agentName: 'Triage' });
  });

  it('takes only those nodes of a LangGraph for agents that call a model', () => {
    const node = (name: string, children: readonly ReturnType<typeof span>[]) =>
      span(
        `invoke_agent ${name}`,
        {
          [OP]: 'invoke_agent',
          'gen_ai.provider.name': 'langgraph',
          'gen_ai.agent.name': name,
          'gen_ai.agent.id': name,
        },
        { children },
      );
    const graph = graphOf(
      span(
        'invoke_workflow graph',
        { [OP]: 'invoke_workflow', 'gen_ai.provider.name': 'langgraph' },
        {
          children: [
            node('planner', [span('chat m', { [OP]: 'chat' })]),
            node('tools', [
              span(
                'execute_tool ask',
                { [OP]: 'execute_tool', 'gen_ai.tool.name': 'ask' },
                { children: [span('chat inner', { [OP]: 'chat' })] },
              ),
            ]),
          ],
        },
      ),
    );
    expect(kindsIn(graph)).toMatchObject({ 'invoke_agent planner': 'agent', 'invoke_agent tools': 'step' });
    expect(ownersIn(graph)['chat m']).toBe('planner');
    expect(graph.agents.map(({ name }) => name)).not.toContain('tools');
  });

  it('takes a task or turn of the Agents SDK, which it writes as an agent without a name, for a step', () => {
    const scope = { scopeName: '@openlit/instrumentation-openai-agents' };
    const operation = { 'gen_ai.operation.name': 'invoke_agent' };
    expect(factsOf(span('invoke_agent', operation, scope))).toMatchObject({ kind: 'step' });
    const named = { ...operation, 'gen_ai.agent.name': 'planner' };
    expect(factsOf(span('invoke_agent planner', named, scope))).toMatchObject({ kind: 'agent' });
  });
});
