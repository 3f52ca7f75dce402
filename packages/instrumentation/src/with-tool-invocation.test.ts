import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import { withAgent } from './with-agent.js';
import { withToolInvocation } from './with-tool-invocation.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

describe('withToolInvocation', () => {
  it('makes an execute_tool span that names the agent it runs for', () => {
    withAgent('writer', () =>
      withToolInvocation({ name: 'search', callId: 'c-1', type: 'function' }, () => {}),
    );
    const span = recorded.named('execute_tool search');
    expect(span.kind).toBe(SpanKind.INTERNAL);
    expect(span.attributes).toEqual({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'search',
      'gen_ai.tool.call.id': 'c-1',
      'gen_ai.tool.type': 'function',
      'gen_ai.agent.name': 'writer',
      'attribution.node_type': 'tool_invocation',
    });
  });

  it('records a fingerprint of the arguments, and the content only when asked to', () => {
    withToolInvocation({ name: 'closed', arguments: { q: 1 } }, (tool) => tool.setOutput({ rows: [] }));
    withToolInvocation({ name: 'open', arguments: { q: 1 }, captureContent: true }, (tool) =>
      tool.setOutput({ rows: [] }),
    );
    expect(recorded.attributesOf('execute_tool closed')).not.toHaveProperty('gen_ai.tool.call.arguments');
    expect(recorded.attributesOf('execute_tool closed')).not.toHaveProperty('gen_ai.tool.call.result');
    expect(recorded.attributesOf('execute_tool closed')['attribution.tool.fingerprint']).toMatch(
      /^closed:[0-9a-f]{16}$/,
    );
    expect(recorded.attributesOf('execute_tool open')).toMatchObject({
      'gen_ai.tool.call.arguments': '{"q":1}',
      'gen_ai.tool.call.result': '{"rows":[]}',
    });
  });

  it('states a failure for a result that calls itself an error, without an error status', () => {
    const result = { isError: true, content: [] };
    expect(withToolInvocation('mcp', () => result)).toBe(result);
    const span = recorded.named('execute_tool mcp');
    expect(span.attributes).toMatchObject({ 'attribution.outcome': 'failure', 'error.type': 'tool_error' });
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
  });
});
