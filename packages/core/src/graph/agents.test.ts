import { describe, expect, it } from 'vitest';
import { graphOf, ownersIn, span } from '../testing/hand-made.js';
import { agent, idOf, llm, spansOf, tool, workflow } from '../testing/trace-builder.js';
import { buildGraph } from './build-graph.js';

describe('owners', () => {
  it('takes the nearest agent above', () => {
    const graph = graphOf(agent('Lead', [tool('ask', { children: [agent('Helper', [llm()])] })]));
    expect(ownersIn(graph)).toMatchObject({ 'execute_tool ask': 'Lead', 'chat test-model': 'Helper' });
  });

  it('knows an agent by service and name, whatever its ids, spaces and case', () => {
    const graph = graphOf(
      workflow('w', [
        agent('Travel  Agent', [llm()], { attributes: { 'gen_ai.agent.id': 'x1' } }),
        agent('travel agent', [llm()], { attributes: { 'gen_ai.agent.id': 'x2' } }),
        agent('travel agent', [llm()], { serviceName: 'other' }),
      ]),
    );
    expect(graph.agents.map(({ name, serviceName }) => [name, serviceName])).toEqual([
      ['Travel  Agent', 'test-service'],
      ['travel agent', 'other'],
    ]);
  });

  it('gives work outside any agent to the nearest node above that names one, else to the service', () => {
    const named = span(
      'node',
      { 'gen_ai.operation.name': 'plan', 'gen_ai.agent.name': 'Planner' },
      { children: [llm()] },
    );
    expect(ownersIn(graphOf(named))['chat test-model']).toBe('Planner');
    expect(ownersIn(graphOf(workflow('w', [llm()])))['chat test-model']).toBe('test-service');
  });

  it('keeps spans whose parent is missing: they are roots and their agents own them', () => {
    const spans = spansOf(workflow('w', [agent('Writer', [llm()], { ref: 'writer' })])).slice(1);
    const graph = buildGraph(spans);
    expect(graph.orphanCount).toBe(1);
    expect(graph.nodes[graph.roots[0] ?? -1]?.span.spanId).toBe(idOf('writer'));
    expect(ownersIn(graph)['chat test-model']).toBe('Writer');
  });

  it('does not make an agent of the provider that reports its side of a call', () => {
    const platform = span(
      'POST /v1/messages',
      { 'gen_ai.operation.name': 'chat' },
      { kind: 'server', serviceName: 'claude-platform' },
    );
    const graph = graphOf(workflow('w', [llm({ children: [platform] })]));
    expect(graph.agents.map(({ name }) => name)).toEqual(['test-service']);
    expect(ownersIn(graph)['POST /v1/messages']).toBe('test-service');
  });
});
