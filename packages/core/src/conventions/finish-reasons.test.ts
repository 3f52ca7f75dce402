import { describe, expect, it } from 'vitest';
import { normalizeFinishReasons } from './finish-reasons.js';

describe('normalizeFinishReasons', () => {
  it.each([
    ['stop', 'stop'],
    ['tool-calls', 'tool_calls'],
    ['tool_call', 'tool_calls'],
    ['tool_use', 'tool_calls'],
    ['MAX_TOKENS', 'length'],
    ['max_output_tokens', 'length'],
    ['content-filter', 'content_filter'],
    ['SAFETY', 'content_filter'],
    ['refusal', 'content_filter'],
  ])('knows %s as %s', (written, known) => {
    expect(normalizeFinishReasons([written])).toEqual([known]);
  });

  it('knows none where none is written', () => {
    expect(normalizeFinishReasons(undefined)).toEqual([]);
  });
});
