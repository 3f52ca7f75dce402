import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, ownersIn, span, textsOf } from '../testing/hand-made.js';
import type { AttributeMap } from '../span-view.js';

const adk = (
  name: string,
  attributes: AttributeMap = {},
  children: readonly ReturnType<typeof span>[] = [],
) => span(name, attributes, { scopeName: 'gcp.vertex.agent', children });
const ARGS = 'gcp.vertex.agent.tool_call_args';
const RESPONSE = 'gcp.vertex.agent.tool_response';

describe('Google ADK (hand-made spans)', () => {
  it.each([
    ['invoke_agent writer', 'agent'],
    ['call_llm', 'llm_call'],
    ['execute_tool search', 'tool_invocation'],
    ['execute_tool transfer_to_agent', 'handoff'],
    ['execute_tool (merged)', 'skip'],
    ['execute_node n', 'step'],
    ['invocation', 'step'],
    ['invoke_workflow w', 'workflow'],
  ])('maps %s to %s by its name alone', (name, kind) => {
    expect(factsOf(adk(name))).toMatchObject({ kind, convention: 'google_adk', row: 'google_adk.span' });
  });

  it('takes the agent from the span name, since attributes are set late', () => {
    expect(factsOf(adk('invoke_agent writer')).agentName).toBe('writer');
  });

  it('does not read names of other scopes so', () => {
    expect(factsOf(span('call_llm', {})).kind).toBe('unknown');
  });

  it('finds the target of a transfer among the arguments', () => {
    const facts = factsOf(
      adk('execute_tool transfer_to_agent', {
        'gen_ai.tool.name': 'transfer_to_agent',
        [ARGS]: '{"agentName":"billing"}',
      }),
    );
    expect(facts.handoff).toEqual({ from: undefined, to: 'billing' });
  });

  it('does not know the target when the arguments are withheld', () => {
    const withheld = { 'gen_ai.tool.name': 'transfer_to_agent', [ARGS]: '{}' };
    expect(factsOf(adk('execute_tool transfer_to_agent', withheld)).handoff).toBeUndefined();
  });

  it.each([
    [
      'call_llm',
      { 'gcp.vertex.agent.llm_response': '{"errorCode":"SAFETY","errorMessage":"blocked"}' },
      'SAFETY: blocked',
    ],
    ['call_llm', { 'gcp.vertex.agent.llm_response': '{"content":{"parts":[{"text":"ok"}]}}' }, undefined],
    ['execute_tool search', { [RESPONSE]: '{"error":"quota exceeded"}' }, 'quota exceeded'],
    ['execute_tool search', { [RESPONSE]: '{"result":"the error was fixed"}' }, undefined],
    ['execute_node n', { 'adk.node.status': 'failed' }, "the node's status is failed"],
    ['execute_node n', { 'adk.node.status': 'completed' }, undefined],
    ['execute_tool search', {}, 'the tool did not return'],
    ['call_llm', {}, 'the model call did not return'],
  ])('reads from %s %j the error %s', (name, attributes, error) => {
    expect(factsOf(adk(name, attributes)).softError).toBe(error);
  });

  it('reads requests and responses', () => {
    const facts = factsOf(
      adk('call_llm', {
        'gcp.vertex.agent.llm_request':
          '{"model":"g","contents":[{"role":"user","parts":[{"text":"who?"}]}]}',
        'gcp.vertex.agent.llm_response':
          '{"content":{"role":"model","parts":[{"functionCall":{"name":"search","args":{"q":1}}}]}}',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.response.finish_reasons': ['max_tokens'],
      }),
    );
    expect(textsOf(facts.input())).toEqual(['who?']);
    expect(facts.output()?.messages[0]).toMatchObject({
      role: 'assistant',
      toolCalls: [{ name: 'search', arguments: '{"q":1}' }],
    });
    expect(facts.tokens).toMatchObject({ input: 12, output: 0 });
    expect(facts.finishReasons).toEqual(['length']);
  });

  it('takes withheld content and placeholders for unknown', () => {
    const tool = factsOf(
      adk('execute_tool search', {
        'gen_ai.tool.call.id': '<not specified>',
        [ARGS]: '{}',
        [RESPONSE]: '{}',
      }),
    );
    expect([tool.toolCallId, tool.input(), tool.output()]).toEqual([undefined, undefined, undefined]);
    expect(factsOf(adk('call_llm', { 'gcp.vertex.agent.llm_request': '{}' })).input()).toBeUndefined();
  });

  it('gives each agent its own calls', () => {
    const graph = graphOf(
      adk('invocation', {}, [
        adk('invoke_agent root', {}, [
          adk('call_llm', { 'gen_ai.agent.name': 'root' }),
          adk('invoke_agent billing', {}, [adk('execute_tool refund')]),
        ]),
      ]),
    );
    expect(ownersIn(graph)).toMatchObject({ call_llm: 'root', 'execute_tool refund': 'billing' });
  });

  it('adds the thoughts to the output, which counts the candidates alone', () => {
    const response = { usageMetadata: { thoughtsTokenCount: 5, cachedContentTokenCount: 20 } };
    const facts = factsOf(
      adk('call_llm', {
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 30,
        'gcp.vertex.agent.llm_response': JSON.stringify(response),
      }),
    );
    expect(facts.tokens).toMatchObject({ input: 100, output: 35, reasoning: 5, cacheRead: 20 });
  });
});
