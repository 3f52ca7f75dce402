import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, kindsIn, ownersIn, span, textsOf } from '../testing/hand-made.js';
import type { AttributeMap } from '../span-view.js';

const op = (
  operation: string,
  attributes: AttributeMap = {},
  children: readonly ReturnType<typeof span>[] = [],
) => span(operation, { 'gen_ai.operation.name': operation, ...attributes }, { children });
const usage = {
  'gen_ai.usage.prompt_tokens': 10,
  'gen_ai.usage.input_tokens': 10,
  'gen_ai.usage.completion_tokens': 5,
  'gen_ai.usage.output_tokens': 5,
};

describe('Strands (hand-made spans)', () => {
  it.each(['invoke_graph', 'invoke_swarm', 'execute_node'])(
    'takes %s for a step without an agent',
    (operation) => {
      const facts = factsOf(op(operation, { 'gen_ai.agent.name': 'graph', ...usage }));
      expect(facts).toMatchObject({
        kind: 'step',
        row: 'strands.orchestrator',
        agentName: undefined,
        tokens: undefined,
      });
    },
  );

  it('gives the work below a graph to its agents', () => {
    const graph = graphOf(
      op('invoke_graph', { 'gen_ai.agent.name': 'graph', 'gen_ai.agent.id': 'g' }, [
        op('execute_node', { 'gen_ai.agent.id': 'n1' }, [
          op('invoke_agent', { 'gen_ai.agent.name': 'Writer', ...usage }, [
            op('execute_agent_loop_cycle', {}, [
              op('chat', usage),
              op('execute_tool', { 'gen_ai.tool.name': 't' }),
            ]),
          ]),
        ]),
      ]),
    );
    expect(graph.agents.map(({ name }) => name)).toEqual(['Writer']);
    expect(kindsIn(graph)['execute_agent_loop_cycle']).toBe('turn');
    expect(ownersIn(graph)).toMatchObject({ chat: 'Writer', execute_tool: 'Writer', execute_node: null });
    expect(graph.tokens.totals).toMatchObject({ total: 15, doubleCountedExcluded: 15 });
  });

  it('reads the status of a node', () => {
    expect(factsOf(op('execute_node', { 'gen_ai.agent.status': 'failed' })).softError).toBe(
      "the node's status is failed",
    );
    expect(factsOf(op('execute_node', { 'gen_ai.agent.status': 'completed' })).softError).toBeUndefined();
  });

  it('reads what went into and came out of a tool from its events', () => {
    const facts = factsOf(
      span(
        'execute_tool t',
        { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 't' },
        {
          events: [
            { name: 'gen_ai.tool.message', timeMicros: 1, attributes: { role: 'tool', content: '{"q":1}' } },
            { name: 'gen_ai.choice', timeMicros: 2, attributes: { message: '[{"text":"rows"}]', id: 'c1' } },
          ],
        },
      ),
    );
    expect([textsOf(facts.input()), textsOf(facts.output())]).toEqual([['{"q":1}'], ['rows']]);
  });

  it('takes a cycle that states no operation for a turn', () => {
    expect(factsOf(span('execute_agent_loop_cycle', {})).kind).toBe('turn');
  });
});
