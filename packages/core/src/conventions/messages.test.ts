import { describe, expect, it } from 'vitest';
import { readEnvelope, readMessages, textContent } from './messages.js';

describe('readMessages', () => {
  it.each([
    ['parts', '[{"role":"user","parts":[{"type":"text","content":"who?"}]}]'],
    ['content', '[{"role":"user","content":"who?"}]'],
    ['content in parts', '[{"role":"human","content":[{"type":"text","text":"who?"}]}]'],
    ['one message', '{"role":"user","content":"who?"}'],
    ['plain text', 'who?'],
  ])('reads %s', (_, value) => {
    expect(readMessages(value, 'user')?.messages).toMatchObject([{ role: 'user', text: 'who?' }]);
  });

  it.each([
    { type: 'tool_call', id: 'c1', name: 'search', arguments: '{}' },
    { type: 'tool_use', id: 'c1', name: 'search', input: {} },
    { type: 'tool-call', toolCallId: 'c1', toolName: 'search', args: {} },
    { type: 'toolUseBlock', toolUseId: 'c1', name: 'search', input: {} },
    { functionCall: { name: 'search', args: {} }, id: 'c1' },
  ])('reads the tool call %j', (part) => {
    const content = readMessages([{ role: 'assistant', content: [part] }], 'assistant');
    expect(content?.messages[0]?.toolCalls).toEqual([{ id: 'c1', name: 'search', arguments: '{}' }]);
  });
});

describe('readEnvelope', () => {
  it.each([
    ['messages', '{"messages":[{"role":"user","content":"who?"}]}'],
    ['contents', '{"model":"g","contents":[{"role":"user","parts":[{"text":"who?"}]}]}'],
    ['a batch of messages', '{"messages":[[{"role":"user","content":"who?"}]]}'],
    ['choices', '{"choices":[{"message":{"role":"user","content":"who?"}}]}'],
    ['messages alone', '[{"role":"user","content":"who?"}]'],
  ])('reads %s', (_, value) => {
    expect(readEnvelope(value, 'assistant')?.messages).toMatchObject([{ role: 'user', text: 'who?' }]);
  });

  it('takes data without messages for its own text', () => {
    expect(readEnvelope('{"city":"Ulm"}', 'user')?.messages).toMatchObject([{ text: '{"city":"Ulm"}' }]);
  });
});

describe('withheld content', () => {
  it.each(['{}', 'N/A', '<not specified>', '<REDACTED>', '[REDACTED]'])('is unknown: %s', (value) => {
    expect(textContent(value, 'tool')).toBeUndefined();
    expect(readMessages(value, 'user')).toBeUndefined();
    expect(readEnvelope(value, 'user')).toBeUndefined();
  });

  it('is not the same as empty', () => {
    expect(textContent('', 'tool')?.messages).toMatchObject([{ text: '' }]);
    expect(readMessages('[]', 'user')).toEqual({ messages: [] });
  });
});
