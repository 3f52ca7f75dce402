import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { span } from '../testing/hand-made.js';
import { spansOf } from '../testing/trace-builder.js';
import { readNode } from './read-node.js';
import type { AttributeMap, SpanView } from '../span-view.js';
import { CONVENTION_ROWS } from './registry.js';

/** In which order conventions are asked; the documentation shows the same. */
const PRECEDENCE = [
  'attribution.node_type',
  'openlit.handoff',
  'openlit.unnamed',
  'microsoft.handoff',
  'openlit.guardrail',
  'laminar.handoff',
  'laminar.guardrail',
  'gen_ai.transfer',
  'gen_ai.agent_handoff',
  'langfuse.observation_type',
  'openinference.handoff',
  'openinference.agents_root',
  'openinference.span_kind',
  'mastra.span_type',
  'claude_code.span',
  'voltagent.guardrail',
  'voltagent.span_type',
  'voltagent.entity',
  'laminar.span_type',
  'laminar.path',
  'traceloop.operation',
  'traceloop.span_kind',
  'google_adk.span',
  'strands.orchestrator',
  'strands.cycle_span',
  'strands.cycle',
  'langsmith.span_kind',
  'anthropic.retrieval',
  'anthropic.tool',
  'anthropic.llm',
  'anthropic.guardrail',
  'anthropic.agent',
  'anthropic.other',
  'openlit.langgraph_node',
  'gen_ai.retrieval',
  'gen_ai.tool',
  'gen_ai.llm',
  'gen_ai.guardrail',
  'gen_ai.agent',
  'gen_ai.other',
  'gen_ai.tool_name',
  'gen_ai.mcp_tool',
  'gen_ai.guardrail_name',
  'gen_ai.evaluation_event',
  'ai_sdk.operation',
  'openai_agents.span_data',
  'sentry.op',
  'fallback.model_and_usage',
  'fallback.tools_call',
];

function spanWith(name: string, attributes: AttributeMap): { view: SpanView; lookups: () => number } {
  const [plain] = spansOf(span(name, attributes));
  if (plain === undefined) throw new Error('a draft makes at least one span');
  let lookups = 0;
  const attribute = (key: string) => {
    lookups += 1;
    return plain.attribute(key);
  };
  return { view: { ...plain, attribute }, lookups: () => lookups };
}

describe('the registry of rows', () => {
  it('asks conventions in the order of the mapping table', () => {
    expect([...new Set(CONVENTION_ROWS.map(({ id }) => id))]).toEqual(PRECEDENCE);
  });

  it('lets what the program states outrank every convention', () => {
    const { view } = spanWith('x', { 'attribution.node_type': 'turn', 'openinference.span.kind': 'AGENT' });
    expect(readNode(view)).toMatchObject({ kind: 'turn', convention: 'attribution' });
  });

  it('lets a framework outrank the GenAI operation that a collector may have added', () => {
    const { view } = spanWith('x', {
      'openinference.span.kind': 'CHAIN',
      'gen_ai.operation.name': 'invoke_agent',
    });
    expect(readNode(view)).toMatchObject({ kind: 'step', convention: 'openinference' });
  });

  it.each([
    ['a model call', 'chat m', { 'gen_ai.operation.name': 'chat' }, 18],
    ['a tool', 'execute_tool t', { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 't' }, 18],
    ['a span of no convention', 'GET /', { 'url.full': 'https://example.com' }, 25],
  ])('tells %s with few lookups of attributes', (_, name, attributes, most) => {
    const { view, lookups } = spanWith(name, attributes);
    expect(readNode(view).kind).toBeDefined();
    expect(lookups()).toBeLessThanOrEqual(most);
  });

  it('reads anything without throwing', () => {
    const keys = fc.constantFrom(
      ...CONVENTION_ROWS.flatMap(({ key }) => key ?? []),
      'gen_ai.operation.name',
      'gen_ai.input.messages',
      'gen_ai.prompt.0.content',
      'input.value',
      'metadata',
      'langfuse.observation.usage_details',
      'spanData._response',
    );
    const kinds = fc.constantFrom(
      'AGENT',
      'TOOL',
      'LLM',
      'chat',
      'invoke_agent',
      'generation',
      'response',
      '[[[]]]',
    );
    const values = fc.oneof(
      kinds,
      fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
      fc.integer(),
    );
    fc.assert(
      fc.property(fc.dictionary(keys, values, { maxKeys: 8 }), fc.string(), (attributes, name) => {
        const facts = readNode(spanWith(name, attributes).view);
        void [facts.agentName, facts.agentId, facts.handoff, facts.tokens, facts.costUsd, facts.model];
        void [facts.finishReasons, facts.toolName, facts.softError, facts.guardrailTriggered, facts.proviso];
        expect(facts.input()?.messages.every(({ text }) => typeof text === 'string') ?? true).toBe(true);
        expect(facts.output()?.messages.every(({ text }) => typeof text === 'string') ?? true).toBe(true);
      }),
    );
  });
});
