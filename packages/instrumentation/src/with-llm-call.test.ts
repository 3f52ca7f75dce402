import { SpanKind } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import { snapshotOf } from './llm-snapshot.js';
import { withAgent } from './with-agent.js';
import { withLlmCall } from './with-llm-call.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

describe('withLlmCall', () => {
  it('makes a chat span of kind CLIENT, without the name of its agent', () => {
    withAgent('writer', () => withLlmCall({ model: 'gpt', provider: 'openai' }, () => {}));
    const span = recorded.named('chat gpt');
    expect(span.kind).toBe(SpanKind.CLIENT);
    expect(span.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt',
      'attribution.node_type': 'llm_call',
    });
  });

  it('tells the response, its tokens and its validation', () => {
    withLlmCall({ model: 'gpt' }, (call) => {
      call.setResponse({ id: 'r-1', model: 'gpt-1', finishReasons: ['stop'] });
      call.setTokens({ input: 3, output: 4, reasoning: 1 });
      call.setResponseValidation({
        valid: false,
        qualityScore: 0.5,
        errors: ['Response is empty'],
        wordCount: 0,
      });
    });
    expect(recorded.attributesOf('chat gpt')).toMatchObject({
      'gen_ai.response.id': 'r-1',
      'gen_ai.response.model': 'gpt-1',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 3,
      'gen_ai.usage.output_tokens': 4,
      'gen_ai.usage.reasoning.output_tokens': 1,
      'attribution.response.valid': false,
      'attribution.response.quality_score': 0.5,
      'attribution.response.errors': ['Response is empty'],
      'attribution.response.word_count': 0,
    });
  });

  it('records sizes and names of the request, never its content, unless asked to', () => {
    const messages = [{ role: 'user', content: 'my secret' }];
    const tools = [{ type: 'function', function: { name: 'search' } }, { name: 'fetch' }];
    withLlmCall({ model: 'gpt', request: snapshotOf({ messages, tools, iteration: 2 }) }, (call) => {
      call.setInput(messages);
      call.setOutput('the answer');
    });
    const { attributes } = recorded.named('chat gpt');
    expect(attributes).toMatchObject({
      'attribution.llm.message_count': 1,
      'attribution.llm.tool_names': ['search', 'fetch'],
      'attribution.llm.message_chars': JSON.stringify(messages).length,
      'attribution.llm.tool_schema_chars': JSON.stringify(tools).length,
      'attribution.llm.iteration': 2,
    });
    expect(JSON.stringify(attributes)).not.toContain('secret');
    expect(JSON.stringify(attributes)).not.toContain('answer');
  });

  it('records content when asked to: text as one message, messages as they are', () => {
    const messages = [{ role: 'user', parts: [{ type: 'text', content: 'hi' }] }];
    withLlmCall({ model: 'gpt', captureContent: true }, (call) => {
      call.setInput(messages);
      call.setOutput('hello');
    });
    const attributes = recorded.attributesOf('chat gpt');
    expect(attributes['gen_ai.input.messages']).toBe(JSON.stringify(messages));
    expect(JSON.parse(String(attributes['gen_ai.output.messages']))).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: 'hello' }] },
    ]);
  });
});
