import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, kindsIn, ownersIn, span, textsOf } from '../testing/hand-made.js';

const KIND = 'openinference.span.kind';

const cutCall = (attributes: Record<string, string>) =>
  factsOf(span('call', { [KIND]: 'LLM', ...attributes }, { droppedAttributesCount: 3 }));

/** A message as LangChain serializes it. */
const serialized = (name: string, content: string) => ({
  lc: 1,
  type: 'constructor',
  id: ['langchain_core', 'messages', name],
  kwargs: { content },
});

const chain = (name: string, metadata: object, children: readonly ReturnType<typeof span>[] = []) =>
  span(name, { [KIND]: 'CHAIN', metadata: JSON.stringify(metadata) }, { children });
const model = (name: string, metadata: object) =>
  span(name, { [KIND]: 'LLM', metadata: JSON.stringify(metadata) });

describe('OpenInference (hand-made spans)', () => {
  it.each([
    ['AGENT', 'agent'],
    ['LLM', 'llm_call'],
    ['TOOL', 'tool_invocation'],
    ['RETRIEVER', 'retrieval'],
    ['RERANKER', 'retrieval'],
    ['EMBEDDING', 'embedding'],
    ['GUARDRAIL', 'guardrail'],
    ['EVALUATOR', 'quality_check'],
    ['CHAIN', 'step'],
    ['PROMPT', 'step'],
  ])('maps %s to %s', (value, kind) => {
    expect(factsOf(span('x', { [KIND]: value, 'agent.name': 'a' }))).toMatchObject({
      kind,
      row: 'openinference.span_kind',
    });
  });

  it.each([
    [{ 'agent.name': 'A', 'graph.node.id': 'B' }, 'A'],
    [{ 'graph.node.id': 'B', metadata: '{"lc_agent_name":"C"}' }, 'B'],
    [{ metadata: '{"lc_agent_name":"C","langgraph_node":"D"}' }, 'C'],
    [{ metadata: '{"langgraph_node":"D"}' }, 'D'],
  ])('names an agent by %j', (attributes, name) => {
    expect(factsOf(span('run', { [KIND]: 'AGENT', ...attributes })).agentName).toBe(name);
  });

  it('takes the role out of the names that CrewAI gives', () => {
    expect(factsOf(span('Senior Editor.review the text._execute_core', { [KIND]: 'AGENT' }))).toMatchObject({
      agentName: 'Senior Editor',
      row: 'openinference.span_kind',
    });
  });

  it('counts the cache into the input once', () => {
    const facts = factsOf(
      span('call', {
        [KIND]: 'LLM',
        'llm.token_count.prompt': 100,
        'llm.token_count.completion': 10,
        'llm.token_count.prompt_details.cache_read': 60,
        'llm.token_count.prompt_details.cache_write': 20,
        'llm.token_count.completion_details.reasoning': 4,
      }),
    );
    expect(facts.tokens).toEqual({ input: 100, output: 10, cacheRead: 60, cacheWrite: 20, reasoning: 4 });
  });

  it('takes a guardrail that triggered for a verdict, not for a failure', () => {
    const facts = factsOf(span('no_pii', { [KIND]: 'GUARDRAIL', 'guardrail.triggered': true }));
    expect(facts).toMatchObject({ kind: 'guardrail', guardrailTriggered: true, softError: undefined });
  });

  it('reads numbered messages with their tool calls', () => {
    const facts = factsOf(
      span('call', {
        [KIND]: 'LLM',
        'input.value': 'the whole request',
        'llm.input_messages.0.message.role': 'system',
        'llm.input_messages.0.message.content': 'be brief',
        'llm.input_messages.1.message.role': 'user',
        'llm.input_messages.1.message.contents.0.message_content.text': 'who?',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.tool_calls.0.tool_call.id': 'c1',
        'llm.output_messages.0.message.tool_calls.0.tool_call.function.name': 'search',
        'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments': '{"q":1}',
      }),
    );
    expect(textsOf(facts.input())).toEqual(['be brief', 'who?']);
    expect(facts.output()?.messages[0]).toMatchObject({
      text: '',
      toolCalls: [{ id: 'c1', name: 'search', arguments: '{"q":1}' }],
    });
  });

  it('leaves out a message whose text was dropped: it is unknown, not empty', () => {
    expect(cutCall({}).input()).toBeUndefined();
    expect(
      cutCall({
        'llm.input_messages.0.message.role': 'user',
        'llm.input_messages.0.message.content': 'who?',
        'llm.input_messages.1.message.role': 'assistant',
      }).input()?.messages,
    ).toHaveLength(1);
  });

  it('reads what LangChain serializes', () => {
    const facts = factsOf(
      span('ChatModel', {
        [KIND]: 'LLM',
        'input.value': JSON.stringify({ messages: [[serialized('HumanMessage', 'who?')]] }),
        'output.value': JSON.stringify({
          generations: [[{ text: 'nobody', message: serialized('AIMessageChunk', 'nobody') }]],
        }),
      }),
    );
    expect(facts.input()?.messages).toMatchObject([{ role: 'user', text: 'who?' }]);
    expect(facts.output()?.messages).toMatchObject([{ role: 'assistant', text: 'nobody' }]);
  });
});

describe('OpenInference for the OpenAI Agents SDK (hand-made spans)', () => {
  const call = (name: string) => span(name, { [KIND]: 'LLM' });
  const trace = span(
    'Agent workflow',
    { [KIND]: 'AGENT' },
    {
      children: [
        span(
          'Triage',
          { [KIND]: 'AGENT', 'graph.node.id': 'Triage' },
          {
            children: [
              call('first'),
              span('handoff to Billing', {
                [KIND]: 'TOOL',
                'tool.name': 'handoff_to_Billing',
                'input.value': '{"from_agent":"Triage"}',
                'output.value': '{"to_agent":"Billing"}',
              }),
            ],
          },
        ),
        span(
          'Billing',
          { [KIND]: 'AGENT', 'graph.node.id': 'Billing', 'graph.node.parent_id': 'Triage' },
          {
            children: [call('second')],
          },
        ),
      ],
    },
  );

  it('takes the root for a step, since it only holds agents', () => {
    const graph = graphOf(trace);
    expect(kindsIn(graph)['Agent workflow']).toBe('step');
    expect(graph.agents.map(({ name }) => name)).toEqual(['Triage', 'Billing']);
    expect(graph.nodes[0]?.facts.row).toBe('openinference.agents_root');
  });

  it('takes an agent without a name and without agents below for an agent', () => {
    const graph = graphOf(span('AgentExecutor', { [KIND]: 'AGENT' }, { children: [call('only')] }));
    expect(ownersIn(graph)['only']).toBe('AgentExecutor');
  });

  it('finds the handoff and gives each agent its own calls', () => {
    const graph = graphOf(trace);
    expect(graph.handoffs).toEqual([{ node: 3, from: 0, to: 1 }]);
    expect(ownersIn(graph)).toMatchObject({ first: 'Triage', second: 'Billing' });
  });

  it.each([
    ['handoff to Billing', {}, 'Billing'],
    ['run', { 'tool.name': 'transfer_to_billing' }, 'billing'],
  ])('reads the target of %s %j from names when there is no content', (name, attributes, to) => {
    expect(factsOf(span(name, { [KIND]: 'TOOL', ...attributes }))).toMatchObject({
      kind: 'handoff',
      row: 'openinference.handoff',
      handoff: { from: undefined, to },
    });
  });
});

describe('OpenInference for LangGraph (hand-made spans)', () => {
  it('takes a node for an agent only when it calls a model', () => {
    const graph = graphOf(
      chain('LangGraph', {}, [
        chain('planner', { langgraph_node: 'planner' }, [
          chain('RunnableSequence', { langgraph_node: 'planner' }, [
            model('ChatModel', { langgraph_node: 'planner' }),
          ]),
        ]),
        chain('route', { langgraph_node: 'route' }),
      ]),
    );
    expect(kindsIn(graph)).toMatchObject({
      LangGraph: 'step',
      planner: 'agent',
      RunnableSequence: 'step',
      route: 'step',
    });
    expect(ownersIn(graph)['ChatModel']).toBe('planner');
  });

  it('takes the run at which a new agent name appears for the agent', () => {
    const supervisor = { lc_agent_name: 'supervisor', langgraph_node: 'model' };
    const researcher = { lc_agent_name: 'researcher', langgraph_node: 'model' };
    const graph = graphOf(
      chain('supervisor', supervisor, [
        chain('model', supervisor, [model('outer', supervisor)]),
        chain('researcher', researcher, [chain('model', researcher, [model('inner', researcher)])]),
      ]),
    );
    expect(graph.agents.map(({ name }) => name)).toEqual(['supervisor', 'researcher']);
    expect(ownersIn(graph)).toMatchObject({ outer: 'supervisor', inner: 'researcher' });
    expect(graph.nodes.filter(({ kind }) => kind === 'agent')).toHaveLength(2);
  });
});
