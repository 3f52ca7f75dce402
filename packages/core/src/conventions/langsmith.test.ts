import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, ownersIn, span, textsOf } from '../testing/hand-made.js';

const KIND = 'langsmith.span.kind';

const chain = (name: string, agent: string, children: readonly ReturnType<typeof span>[] = []) =>
  span(name, { [KIND]: 'chain', 'langsmith.metadata.lc_agent_name': agent }, { children });
const call = (name: string, agent: string) =>
  span(name, { [KIND]: 'llm', 'langsmith.metadata.lc_agent_name': agent });

describe('LangSmith (hand-made spans)', () => {
  it.each([
    ['llm', 'chat', 'llm_call'],
    ['tool', 'execute_tool', 'tool_invocation'],
    ['retriever', 'embeddings', 'retrieval'],
    ['embedding', 'embeddings', 'embedding'],
    ['chain', 'chain', 'step'],
    ['prompt', 'prompt', 'step'],
    ['parser', 'parser', 'step'],
  ])('maps %s (operation %s) to %s', (value, operation, kind) => {
    expect(factsOf(span('x', { [KIND]: value, 'gen_ai.operation.name': operation }))).toMatchObject({
      kind,
      row: 'langsmith.span_kind',
    });
  });

  it('takes a chain for an agent where its agent name differs from the one above', () => {
    const graph = graphOf(
      chain('supervisor', 'supervisor', [
        chain('model', 'supervisor', [call('outer', 'supervisor')]),
        chain('researcher', 'researcher', [call('inner', 'researcher')]),
      ]),
    );
    expect(graph.nodes.filter(({ kind }) => kind === 'agent').map(({ span: { name } }) => name)).toEqual([
      'supervisor',
      'researcher',
    ]);
    expect(ownersIn(graph)).toMatchObject({ outer: 'supervisor', inner: 'researcher' });
  });

  it('reads content, tokens and errors', () => {
    const facts = factsOf(
      span('ChatModel', {
        [KIND]: 'llm',
        'gen_ai.prompt': '{"messages":[{"role":"user","content":"who?"}]}',
        'gen_ai.completion': '{"generations":[[{"text":"nobody"}]]}',
        'gen_ai.usage.input_tokens': 3,
        'gen_ai.usage.output_tokens': 2,
        'langsmith.metadata.error': 'overloaded',
      }),
    );
    expect([textsOf(facts.input()), textsOf(facts.output())]).toEqual([['who?'], ['nobody']]);
    expect(facts.tokens).toMatchObject({ input: 3, output: 2 });
    expect(facts.softError).toBe('overloaded');
  });
});
