import { SpanKind } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSkippedAgent, withAgent } from './with-agent.js';
import { withNode } from './with-node.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

describe('withAgent', () => {
  it('makes an invoke_agent span of kind INTERNAL', () => {
    withAgent({ name: 'writer', id: 'w-1', dependsOn: ['S-1'], callReason: 'needs a draft' }, () => {});
    const span = recorded.named('invoke_agent writer');
    expect(span.kind).toBe(SpanKind.INTERNAL);
    expect(span.attributes).toEqual({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'writer',
      'gen_ai.agent.id': 'w-1',
      'attribution.node_type': 'agent',
      'attribution.depends_on': ['S-1'],
      'attribution.call.reason': 'needs a draft',
    });
  });

  it('hands task, goal and conversation down to the agents below, and lets each name its own subtask', () => {
    withAgent({ name: 'boss', taskId: 'T', goalId: 'G', conversationId: 'C' }, () =>
      withAgent({ name: 'worker', subtaskId: 'S' }, () => {}),
    );
    expect(recorded.attributesOf('invoke_agent worker')).toMatchObject({
      'attribution.task.id': 'T',
      'attribution.subtask.id': 'S',
      'attribution.goal.id': 'G',
      'gen_ai.conversation.id': 'C',
    });
    expect(recorded.attributesOf('invoke_agent boss')).not.toHaveProperty('attribution.subtask.id');
  });

  it('row 59: hands tenant, user and conversation down from one place', () => {
    withNode('workflow', { name: 'chat', tenantId: 'acme', userId: 'u-1', conversationId: 'C' }, () =>
      withAgent('boss', () => withAgent('worker', () => {})),
    );
    expect(recorded.attributesOf('invoke_agent worker')).toMatchObject({
      'attribution.tenant.id': 'acme',
      'user.id': 'u-1',
      'gen_ai.conversation.id': 'C',
    });
  });

  it('inherits what a workflow at the root says once', () => {
    withNode('workflow', { name: 'publish', taskId: 'T' }, () => withAgent('writer', () => {}));
    expect(recorded.attributesOf('invoke_workflow publish')['attribution.task.id']).toBe('T');
    expect(recorded.attributesOf('invoke_agent writer')['attribution.task.id']).toBe('T');
  });

  it('keeps the outcome "skipped" through a normal return', () => {
    withAgent('critic', (agent) =>
      agent.setRelevance({ shouldRespond: false, score: 0.1, reason: 'off topic' }),
    );
    expect(recorded.attributesOf('invoke_agent critic')).toMatchObject({
      'attribution.outcome': 'skipped',
      'attribution.relevance.score': 0.1,
      'attribution.relevance.reason': 'off topic',
    });
  });

  it('states no outcome for an agent that finds itself relevant', () => {
    withAgent('critic', (agent) => agent.setRelevance({ shouldRespond: true, score: 0.9 }));
    expect(recorded.attributesOf('invoke_agent critic')).not.toHaveProperty('attribution.outcome');
  });

  it('tells stage, reason of termination, tokens and attributes of the caller', () => {
    withAgent('a', (agent) => {
      agent.setStage('post_process');
      agent.setTerminationReason('max_turns');
      agent.setTokens({ input: 10, output: 5, cacheRead: 2 });
      agent.setAttributes({ tenant: 'x' });
    });
    expect(recorded.attributesOf('invoke_agent a')).toMatchObject({
      'attribution.stage': 'post_process',
      'attribution.termination_reason': 'max_turns',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 2,
      tenant: 'x',
    });
  });
});

describe('recordSkippedAgent', () => {
  it('leaves an agent span with the outcome "skipped" and why', () => {
    withAgent('boss', () => recordSkippedAgent('critic', { score: 0.2, reason: 'nothing to review' }));
    expect(recorded.parentOf('invoke_agent critic')).toBe('invoke_agent boss');
    expect(recorded.attributesOf('invoke_agent critic')).toMatchObject({
      'attribution.outcome': 'skipped',
      'attribution.relevance.score': 0.2,
      'attribution.relevance.reason': 'nothing to review',
    });
  });
});
