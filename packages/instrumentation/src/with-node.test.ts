import { SpanKind } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import type { PlainNodeType } from './with-node.js';
import { withNode } from './with-node.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

describe('withNode', () => {
  it.each<[PlainNodeType, string, SpanKind]>([
    ['llm_call', 'chat x', SpanKind.CLIENT],
    ['tool_invocation', 'execute_tool x', SpanKind.INTERNAL],
    ['workflow', 'invoke_workflow x', SpanKind.INTERNAL],
    ['retrieval', 'retrieval x', SpanKind.CLIENT],
    ['embedding', 'embeddings x', SpanKind.CLIENT],
    ['memory', 'memory x', SpanKind.CLIENT],
    ['guardrail', 'guardrail x', SpanKind.INTERNAL],
    ['quality_check', 'quality_check x', SpanKind.INTERNAL],
    ['budget_check', 'budget_check x', SpanKind.INTERNAL],
    ['stagnation_check', 'stagnation_check x', SpanKind.INTERNAL],
    ['step', 'step x', SpanKind.INTERNAL],
  ])('marks a %s as "%s"', (type, name, kind) => {
    withNode(type, { name: 'x' }, () => {});
    expect(recorded.named(name).kind).toBe(kind);
    expect(recorded.attributesOf(name)['attribution.node_type']).toBe(type);
  });

  it("puts the name where the conventions want it, and the caller's attributes beside it", () => {
    withNode('embedding', { name: 'embed-3', attributes: { 'db.system': 'x' } }, () => {});
    expect(recorded.attributesOf('embeddings embed-3')).toEqual({
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.request.model': 'embed-3',
      'attribution.node_type': 'embedding',
      'db.system': 'x',
    });
  });
});
