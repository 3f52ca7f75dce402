import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, kindsIn, ownersIn, span, textsOf } from '../testing/hand-made.js';

const TYPE = 'mastra.span.type';
const usage = { 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 5 };

describe('Mastra (hand-made spans)', () => {
  it.each([
    ['agent_run', 'agent'],
    ['workflow_run', 'workflow'],
    ['workflow_step', 'step'],
    ['workflow_parallel', 'step'],
    ['model_generation', 'llm_call'],
    ['model_inference', 'llm_call'],
    ['model_step', 'turn'],
    ['tool_call', 'tool_invocation'],
    ['mcp_tool_call', 'tool_invocation'],
    ['provider_tool_call', 'tool_invocation'],
    ['client_tool_call', 'tool_invocation'],
    ['scorer_run', 'quality_check'],
    ['scorer_step', 'quality_check'],
    ['processor_run', 'guardrail'],
    ['memory_operation', 'memory'],
    ['rag_embedding', 'embedding'],
    ['mcp_server_request', 'step'],
  ])('maps %s to %s', (type, kind) => {
    expect(factsOf(span('x', { [TYPE]: type }))).toMatchObject({ kind, row: 'mastra.span_type' });
  });

  it('takes the generation for a step when the inference below is the model call', () => {
    const graph = graphOf(
      span(
        'invoke_agent writer',
        { [TYPE]: 'agent_run', 'gen_ai.agent.name': 'writer' },
        {
          children: [
            span(
              'generation',
              { [TYPE]: 'model_generation' },
              {
                children: [
                  span(
                    'step',
                    { [TYPE]: 'model_step' },
                    {
                      children: [span('chat m', { [TYPE]: 'model_inference', ...usage })],
                    },
                  ),
                ],
              },
            ),
          ],
        },
      ),
    );
    expect(kindsIn(graph)).toMatchObject({ generation: 'step', step: 'turn', 'chat m': 'llm_call' });
    expect(ownersIn(graph)['chat m']).toBe('writer');
    expect(graph.tokens.totals).toMatchObject({ total: 15, doubleCountedExcluded: 0 });
  });

  it('keeps an older generation as the model call, and its tokens beside those of an agent that a tool ran', () => {
    const generation = (name: string, children: readonly ReturnType<typeof span>[] = []) =>
      span(name, { [TYPE]: 'model_generation', ...usage }, { children });
    const graph = graphOf(
      span(
        'run',
        { [TYPE]: 'agent_run', 'gen_ai.agent.name': 'writer' },
        {
          children: [
            generation('outer', [
              span(
                'ask',
                { [TYPE]: 'tool_call', 'gen_ai.tool.name': 'ask' },
                {
                  children: [
                    span(
                      'helper',
                      { [TYPE]: 'agent_run', 'gen_ai.agent.name': 'helper' },
                      {
                        children: [generation('inner')],
                      },
                    ),
                  ],
                },
              ),
            ]),
          ],
        },
      ),
    );
    expect(kindsIn(graph)).toMatchObject({ outer: 'llm_call', inner: 'llm_call' });
    expect(graph.tokens.totals).toMatchObject({ total: 30, doubleCountedExcluded: 0 });
  });

  it('reads errors that have no status', () => {
    expect(
      factsOf(span('t', { [TYPE]: 'tool_call', 'error.message': 'no such city', 'error.domain': 'TOOL' }))
        .softError,
    ).toBe('no such city');
  });

  it('reads finish reasons from a JSON text', () => {
    const facts = factsOf(
      span('c', { [TYPE]: 'model_inference', 'gen_ai.response.finish_reasons': '["stop"]' }),
    );
    expect(facts.finishReasons).toEqual(['stop']);
  });

  it('reads content from the GenAI names, else from its own', () => {
    const own = factsOf(
      span('t', {
        [TYPE]: 'tool_call',
        'mastra.tool_call.input': '{"q":1}',
        'mastra.tool_call.output': 'rows',
      }),
    );
    expect([textsOf(own.input()), textsOf(own.output())]).toEqual([['{"q":1}'], ['rows']]);
    const standard = factsOf(
      span('c', {
        [TYPE]: 'model_inference',
        'gen_ai.output.messages': '[{"role":"assistant","parts":[{"type":"text","content":"hi"}]}]',
        'mastra.model_inference.output': 'other',
      }),
    );
    expect(textsOf(standard.output())).toEqual(['hi']);
  });
});
