import { describe, expect, it } from 'vitest';
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
