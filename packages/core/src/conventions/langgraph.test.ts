import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, span } from '../testing/hand-made.js';
import { agent, llm } from '../testing/trace-builder.js';
import { readStatuses } from '../outcome/node-status.js';
import { agentProviso } from './langgraph.js';

describe('agentProviso', () => {
  it.each([
    [{ agentName: 'a', node: 'model' }, 'model', 'if_renamed'],
    [{ agentName: undefined, node: 'planner' }, 'planner', 'if_calling_model'],
    [{ agentName: undefined, node: 'planner' }, 'RunnableSequence', undefined],
    [{ agentName: undefined, node: undefined }, 'LangGraph', undefined],
  ])('of %j in the run %s is %s', (metadata, spanName, proviso) => {
    expect(agentProviso(metadata, spanName)).toBe(proviso);
  });
});

describe('an error status by which LangGraph passes control on', () => {
  const chain = { 'openinference.span.kind': 'CHAIN' };
  const thrown = { name: 'exception', timeMicros: 0, attributes: { 'exception.type': 'ParentCommand' } };

  it.each([
    ['a command for the graph above', '\n\nParentCommand', true],
    ['a wait for a person', '[{"value":"ok?"}]\n\nGraphInterrupt: [{"value":"ok?"}]', true],
    ['an error that speaks of one', 'no ParentCommand was sent', false],
    ['an error of the graph', 'GraphRecursionError: 4 steps', false],
  ])('is told from %s', (_what, message, expected) => {
    expect(factsOf(span('tools', chain, { error: { message } })).passesControlOn).toBe(expected);
  });

  it('is not looked for where the status is no error', () => {
    expect(factsOf(span('tools', chain, { events: [thrown] })).passesControlOn).toBe(false);
  });

  it('is no failure', () => {
    const error = { message: '\n\nParentCommand' };
    const graph = graphOf(agent('planner', [llm(), span('tools', chain, { error })]));
    expect(readStatuses(graph).failed).toEqual([]);
  });
});
