import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import type { AttributeMap } from '../span-view.js';
import { span } from '../testing/hand-made.js';
import { spansOf } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';

const reportOf = (root: SpanDraft) => attributeTrace(spansOf(root));
const node = (
  name: string,
  attributes: AttributeMap,
  children: readonly SpanDraft[] = [],
  extra: Partial<SpanDraft> = {},
): SpanDraft => span(name, attributes, { ...extra, children });
const boom = { error: { message: 'cannot write the answer' } };

/** The same run in several conventions: Triage hands over to Billing, whose tool fails without an error status. */
const RUNS: readonly (readonly [string, SpanDraft])[] = [
  [
    'OpenInference',
    node(
      'Agent workflow',
      { 'openinference.span.kind': 'AGENT' },
      [
        node('Triage', { 'openinference.span.kind': 'AGENT', 'graph.node.id': 'Triage' }, [
          node('response', { 'openinference.span.kind': 'LLM' }),
          node('handoff to Billing', {
            'openinference.span.kind': 'TOOL',
            'tool.name': 'handoff_to_Billing',
          }),
        ]),
        node(
          'Billing',
          { 'openinference.span.kind': 'AGENT', 'graph.node.id': 'Billing' },
          [
            node('response', { 'openinference.span.kind': 'LLM' }),
            node('refund', {
              'openinference.span.kind': 'TOOL',
              'tool.name': 'refund',
              'output.value': '{"error":"no such order"}',
            }),
          ],
          boom,
        ),
      ],
      boom,
    ),
  ],
  [
    'Langfuse',
    node(
      'support',
      { 'langfuse.observation.type': 'chain' },
      [
        node('Triage', { 'langfuse.observation.type': 'agent' }, [
          node('call', { 'langfuse.observation.type': 'generation' }),
        ]),
        node(
          'Billing',
          { 'langfuse.observation.type': 'agent' },
          [
            node('call', { 'langfuse.observation.type': 'generation' }),
            node('refund', {
              'langfuse.observation.type': 'tool',
              'langfuse.observation.level': 'ERROR',
              'langfuse.observation.status_message': 'no such order',
            }),
          ],
          boom,
        ),
      ],
      boom,
    ),
  ],
  [
    'Mastra',
    node(
      'workflow',
      { 'mastra.span.type': 'workflow_run' },
      [
        node('a', { 'mastra.span.type': 'agent_run', 'gen_ai.agent.name': 'Triage' }, [
          node('c', { 'mastra.span.type': 'model_inference' }),
        ]),
        node(
          'b',
          { 'mastra.span.type': 'agent_run', 'gen_ai.agent.name': 'Billing' },
          [
            node('c', { 'mastra.span.type': 'model_inference' }),
            node('t', {
              'mastra.span.type': 'tool_call',
              'gen_ai.tool.name': 'refund',
              'error.message': 'no such order',
            }),
          ],
          boom,
        ),
      ],
      boom,
    ),
  ],
  [
    'Google ADK',
    node(
      'invocation',
      {},
      [
        node(
          'invoke_agent Triage',
          {},
          [
            node('call_llm', { 'gen_ai.request.model': 'gemini' }, [], { scopeName: 'gcp.vertex.agent' }),
            node(
              'execute_tool transfer_to_agent',
              { 'gcp.vertex.agent.tool_call_args': '{"agent_name":"Billing"}' },
              [],
              { scopeName: 'gcp.vertex.agent' },
            ),
          ],
          { scopeName: 'gcp.vertex.agent' },
        ),
        node(
          'invoke_agent Billing',
          {},
          [
            node('call_llm', { 'gen_ai.request.model': 'gemini' }, [], { scopeName: 'gcp.vertex.agent' }),
            node(
              'execute_tool refund',
              { 'gcp.vertex.agent.tool_response': '{"error":"no such order"}' },
              [],
              { scopeName: 'gcp.vertex.agent' },
            ),
          ],
          { scopeName: 'gcp.vertex.agent', ...boom },
        ),
      ],
      { scopeName: 'gcp.vertex.agent', ...boom },
    ),
  ],
];

describe('attribution of one run in several conventions (hand-made spans)', () => {
  it.each(RUNS)('finds the tool that failed in silence: %s', (_, root) => {
    const report = reportOf(root);
    expect(report.rootCause).toMatchObject({ agent: 'Billing' });
    expect(report.contributions.map(({ agentName }) => agentName)).toEqual(['Triage', 'Billing']);
    expect(report.evidence.map(({ text }) => text).join('\n')).toContain('no such order');
  });

  it('does not fail a run for a guardrail that did its work', () => {
    const report = reportOf(
      node('Triage', { 'openinference.span.kind': 'AGENT', 'agent.name': 'Triage' }, [
        node('no_pii', { 'openinference.span.kind': 'GUARDRAIL', 'guardrail.triggered': true }),
        node('response', { 'openinference.span.kind': 'LLM' }),
      ]),
    );
    expect(report.outcome).toBe('unknown');
    expect(report.nodeTypes).toMatchObject({ guardrail: 1 });
  });

  it('counts tokens of mixed conventions once', () => {
    const report = reportOf(
      node('invoke_agent m', { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.usage.input_tokens': 20 }, [
        node('LLM', { 'openinference.span.kind': 'LLM', 'llm.token_count.prompt': 10 }, [
          node('chat m', { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': 10 }),
        ]),
      ]),
    );
    expect(report.tokens).toMatchObject({ total: 10, doubleCountedExcluded: 30 });
  });
});
