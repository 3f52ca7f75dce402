import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, kindsIn, ownersIn, span, textsOf } from '../testing/hand-made.js';
import type { AttributeMap } from '../span-view.js';

const op = (
  operation: string,
  attributes: AttributeMap = {},
  children: readonly ReturnType<typeof span>[] = [],
) => span(operation, { 'gen_ai.operation.name': operation, ...attributes }, { children });

const both = (facts: ReturnType<typeof factsOf>) => [textsOf(facts.input()), textsOf(facts.output())];

const event = (name: string, attributes: AttributeMap) => ({ name, timeMicros: 1, attributes });

const nameIn = (attributes: AttributeMap) =>
  factsOf(span('invoke_agent gpt', { 'gen_ai.operation.name': 'invoke_agent', ...attributes })).agentName;

describe('GenAI operations (hand-made spans)', () => {
  it.each([
    ['retrieval', 'retrieval', 'gen_ai.retrieval'],
    ['rerank', 'retrieval', 'gen_ai.retrieval'],
    ['embeddings', 'embedding', 'gen_ai.retrieval'],
    ['execute_tool', 'tool_invocation', 'gen_ai.tool'],
    ['chat', 'llm_call', 'gen_ai.llm'],
    ['generate_content', 'llm_call', 'gen_ai.llm'],
    ['text_completion', 'llm_call', 'gen_ai.llm'],
    ['apply_guardrail', 'guardrail', 'gen_ai.guardrail'],
    ['guard', 'guardrail', 'gen_ai.guardrail'],
    ['evaluate', 'quality_check', 'gen_ai.guardrail'],
    ['invoke_agent', 'agent', 'gen_ai.agent'],
    ['create_agent', 'skip', 'gen_ai.other'],
    ['invoke_workflow', 'workflow', 'gen_ai.other'],
    ['plan', 'step', 'gen_ai.other'],
    ['agent_step', 'turn', 'gen_ai.other'],
    ['search_memory', 'memory', 'gen_ai.other'],
  ])('maps %s to %s', (operation, kind, row) => {
    expect(factsOf(op(operation))).toMatchObject({ kind, row, convention: 'gen_ai' });
  });

  it.each([
    ['run', { 'gen_ai.tool.name': 'search' }, 'tool_invocation', 'gen_ai.tool_name'],
    ['x', { 'mcp.method.name': 'tools/call' }, 'tool_invocation', 'gen_ai.mcp_tool'],
    ['x', { 'mcp.method.name': 'initialize' }, 'unknown', 'none'],
    ['x', { 'gen_ai.guardrail.name': 'g' }, 'guardrail', 'gen_ai.guardrail_name'],
    ['tools/call search', {}, 'tool_invocation', 'fallback.tools_call'],
    [
      'x',
      { 'gen_ai.request.model': 'm', 'gen_ai.usage.input_tokens': 1 },
      'llm_call',
      'fallback.model_and_usage',
    ],
    ['x', { 'gen_ai.request.model': 'm' }, 'unknown', 'none'],
  ])('takes %s %j without an operation for %s', (name, attributes, kind, row) => {
    expect(factsOf(span(name, attributes))).toMatchObject({ kind, row });
  });

  it('takes a span that only carries an evaluation for a quality check, but not an agent that was evaluated', () => {
    const events = [{ name: 'gen_ai.evaluation.result', timeMicros: 1, attributes: {} }];
    expect(factsOf(span('score', {}, { events })).kind).toBe('quality_check');
    const agent = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'A' };
    expect(factsOf(span('invoke_agent A', agent, { events })).kind).toBe('agent');
  });

  it.each([
    ['transfer_to_billing', 'billing'],
    ['handoff_to_billing', 'billing'],
    ['transfer_back_to_supervisor', 'supervisor'],
  ])('takes the tool %s for a handoff', (tool, to) => {
    expect(factsOf(op('execute_tool', { 'gen_ai.tool.name': tool }))).toMatchObject({
      kind: 'handoff',
      handoff: { to },
    });
  });

  it.each([
    { 'gen_ai.transfer.target.name': 'B', 'gen_ai.caller.name': 'A' },
    { 'gen_ai.agent.handoff.target.name': 'B', 'gen_ai.agent.handoff.source.name': 'A' },
  ])('takes %j for a handoff whatever the operation', (attributes) => {
    expect(factsOf(op('invoke_agent', attributes))).toMatchObject({
      kind: 'handoff',
      handoff: { from: 'A', to: 'B' },
    });
  });
});

describe('GenAI agents (hand-made spans)', () => {
  it('takes the unnamed span around one model call for a step, and its usage for an aggregate', () => {
    const usage = { 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 5 };
    const graph = graphOf(op('invoke_agent', { ...usage }, [op('chat', usage)]));
    expect(kindsIn(graph)['invoke_agent']).toBe('step');
    expect(graph.tokens.totals).toMatchObject({ total: 15, doubleCountedExcluded: 15 });
  });

  it('counts the aggregate when nothing below reports', () => {
    const graph = graphOf(
      op('invoke_agent', { 'gen_ai.agent.name': 'A', 'gen_ai.usage.input_tokens': 10 }, [op('chat')]),
    );
    expect(graph.tokens.totals).toMatchObject({ total: 10, doubleCountedExcluded: 0 });
  });

  it('takes the unnamed span around a tool for an agent named after the service', () => {
    const graph = graphOf(op('invoke_agent', {}, [op('execute_tool', { 'gen_ai.tool.name': 't' })]));
    expect(ownersIn(graph)['execute_tool']).toBe('test-service');
  });

  it('reads the name after the operation, unless that is the model', () => {
    expect(nameIn({})).toBe('gpt');
    expect(nameIn({ 'gen_ai.request.model': 'gpt' })).toBeUndefined();
  });

  it('takes the agent that a tool or model call names for the owner only outside any agent span', () => {
    const call = op('chat', { 'gen_ai.agent.name': 'Other' });
    expect(ownersIn(graphOf(call))['chat']).toBe('Other');
    expect(ownersIn(graphOf(op('invoke_agent', { 'gen_ai.agent.name': 'A' }, [call])))['chat']).toBe('A');
  });
});

describe('GenAI tokens and errors (hand-made spans)', () => {
  it.each([
    [
      { 'gen_ai.usage.input_tokens': 3, 'gen_ai.usage.prompt_tokens': 3, 'gen_ai.usage.output_tokens': 2 },
      3,
      2,
    ],
    [{ 'gen_ai.usage.prompt_tokens': 3, 'gen_ai.usage.completion_tokens': 2 }, 3, 2],
    [{ 'llm.usage.total_tokens': 5 }, 5, 0],
  ])('reads %j once', (attributes, input, output) => {
    expect(factsOf(op('chat', attributes)).tokens).toMatchObject({ input, output });
  });

  it('takes the cache for a part of the input', () => {
    const facts = factsOf(
      op('chat', {
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 10,
        'gen_ai.usage.cache_read.input_tokens': 80,
        'gen_ai.usage.reasoning.output_tokens': 4,
      }),
    );
    expect(facts.tokens).toEqual({ input: 100, output: 10, cacheRead: 80, cacheWrite: 0, reasoning: 4 });
  });

  it.each([
    [['stop'], ['stop']],
    [['MAX_TOKENS'], ['length']],
    [['content-filter'], ['content_filter']],
    [['refusal'], ['content_filter']],
    ['["length"]', ['length']],
  ])('knows the finish reasons %j as %j', (written, known) => {
    expect(factsOf(op('chat', { 'gen_ai.response.finish_reasons': written })).finishReasons).toEqual(known);
  });

  it('reads an error class and a tool status that the span status does not show', () => {
    expect(factsOf(op('chat', { 'error.type': 'rate_limit' })).softError).toBe('rate_limit');
    expect(factsOf(op('execute_tool', { 'gen_ai.tool.status': 'error' })).softError).toBe(
      'the tool reported an error',
    );
    expect(factsOf(op('execute_tool', { 'gen_ai.tool.status': 'success' })).softError).toBeUndefined();
  });
});

describe('GenAI content (hand-made spans)', () => {
  it('reads the messages of the current generation', () => {
    const facts = factsOf(
      op('chat', {
        'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"who?"}]}]',
        'gen_ai.output.messages': '[{"role":"assistant","parts":[{"type":"text","content":"nobody"}]}]',
      }),
    );
    expect(both(facts)).toEqual([['who?'], ['nobody']]);
  });

  it('reads the numbered attributes of the oldest generation', () => {
    const facts = factsOf(
      op('chat', {
        'gen_ai.prompt.0.role': 'system',
        'gen_ai.prompt.0.content': 'be brief',
        'gen_ai.prompt.1.role': 'user',
        'gen_ai.prompt.1.content': 'who?',
        'gen_ai.completion.0.content': 'nobody',
        'gen_ai.completion.0.tool_calls.0.name': 'search',
        'gen_ai.completion.0.tool_calls.0.arguments': '{}',
      }),
    );
    expect(both(facts)).toEqual([['be brief', 'who?'], ['nobody']]);
    expect(facts.output()?.messages[0]).toMatchObject({ role: 'assistant', toolCalls: [{ name: 'search' }] });
  });

  it('reads one event for each message, with parts as JSON or not', () => {
    const facts = factsOf(
      span(
        'chat',
        { 'gen_ai.operation.name': 'chat' },
        {
          events: [
            event('gen_ai.system.message', { content: 'be brief' }),
            event('gen_ai.user.message', { content: '[{"text":"who?"}]' }),
            event('gen_ai.choice', {
              message: '[{"type":"textBlock","text":"nobody"}]',
              finish_reason: 'max_tokens',
            }),
          ],
        },
      ),
    );
    expect(both(facts)).toEqual([['be brief', 'who?'], ['nobody']]);
    expect(facts.input()?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(facts.finishReasons).toEqual(['length']);
  });

  it('reads the event with all messages', () => {
    const facts = factsOf(
      span(
        'chat',
        { 'gen_ai.operation.name': 'chat' },
        {
          events: [
            {
              name: 'gen_ai.client.inference.operation.details',
              timeMicros: 1,
              attributes: { 'gen_ai.input.messages': '[{"role":"user","content":"who?"}]' },
            },
          ],
        },
      ),
    );
    expect(both(facts)).toEqual([['who?'], undefined]);
  });

  it('reads arguments and results of tools under all names in use', () => {
    const current = { 'gen_ai.tool.call.arguments': '{"q":1}', 'gen_ai.tool.call.result': 'rows' };
    const openlit = { 'gen_ai.tool.args': '{"q":1}', 'gen_ai.tool.output': 'rows' };
    expect(both(factsOf(op('execute_tool', current)))).toEqual([['{"q":1}'], ['rows']]);
    expect(both(factsOf(op('execute_tool', openlit)))).toEqual([['{"q":1}'], ['rows']]);
  });

  it('tells unknown from empty', () => {
    expect(factsOf(op('chat')).output()).toBeUndefined();
    expect(factsOf(op('chat', { 'gen_ai.output.messages': '[]' })).output()).toEqual({ messages: [] });
  });
});
