import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { validateResponse } from './response-validation.js';

const words = (count: number): string => Array.from({ length: count }, () => 'word').join(' ');

describe('response validation', () => {
  it.each([
    ['empty content', { content: '' }, false, 0.3],
    ['missing content', {}, false, 0.3],
    ['blank content', { content: ' \n ' }, false, 0.3],
    ['null content', { content: null }, false, 0],
    ['two words', { content: 'Hi there' }, true, 0.8],
    ['seven words', { content: 'The capital of France is Paris today.' }, true, 1],
    ['a refusal', { content: 'I cannot help with that request today.' }, true, 0.8333],
    ['a short refusal', { content: 'I cannot.' }, true, 0.7],
    ['JSON of eight words', { content: '{"answer": "one two three four five six seven"}' }, true, 1],
    ['broken JSON', { content: '{bad json here is not valid}' }, false, 0.6667],
    [
      'two hallucination phrases',
      { content: 'I was mistaken, that was incorrect and I regret it.' },
      true,
      0.9,
    ],
    ['an error beside text', { content: 'some text that is long enough', error: 'boom' }, false, 0.6667],
    ['a list', { content: [{ type: 'text' }] }, true, 1],
    ['an empty list', { content: [] }, false, 0],
    ['5001 words', { content: words(5001) }, true, 0.9],
    ['a refusal and a hallucination phrase', { content: 'I cannot. I made that up' }, true, 0.8],
  ])('row 49: LLM response validation of %s', (_title, response, isValid, score) => {
    const validation = validateResponse(response);
    expect(validation.isValid).toBe(isValid);
    expect(validation.qualityScore).toBeCloseTo(score, 4);
  });

  it('row 49: LLM response validation of a short refusal is not below 0.7', () => {
    expect(validateResponse('I cannot.').qualityScore).toBeGreaterThanOrEqual(0.7);
  });

  it.each([
    [4, 'Response is very short (< 5 words)'],
    [5, undefined],
    [5000, undefined],
    [5001, 'Response is very long (> 5000 words)'],
  ])('row 49: LLM response validation of %i words warns: %s', (count, warning) => {
    expect(validateResponse(words(count)).warnings).toEqual(warning === undefined ? [] : [warning]);
  });

  it.each([
    'I cannot',
    'I can’t',
    "i'm unable to",
    "I don't have access",
    'I APOLOGIZE, BUT',
    'Unfortunately, I cannot',
  ])('row 49: LLM response validation finds the refusal %j', (phrase) => {
    expect(validateResponse(`${phrase} answer this one for you`).warnings).toEqual([
      'Response contains refusal language',
    ]);
  });

  it.each([
    "I don't actually have",
    'I made that up',
    'I apologize for the confusion',
    'that was incorrect',
    'I was mistaken',
  ])('row 49: LLM response validation finds the hallucination sign %j', (phrase) => {
    expect(validateResponse(`Well, ${phrase} here in my answer`).warnings).toEqual([
      'Response contains possible hallucination indicators',
    ]);
  });

  it('does not take a quoted refusal for a refusal', () => {
    expect(validateResponse('The page says "I cannot be reached" at the top.').warnings).toEqual([]);
  });

  it('searches JSON as it is, quotation marks and all', () => {
    const validation = validateResponse('{"answer": "I cannot help with that today"}');
    expect(validation.warnings).toEqual(['Response contains refusal language']);
    expect(validation.metrics.jsonValid).toBe(true);
  });

  it('says what the error was, at most 500 characters of it', () => {
    expect(validateResponse({ content: words(9), error: { code: 5 } }).errors).toEqual([
      'LLM returned error: {"code":5}',
    ]);
    const [error] = validateResponse({ content: words(9), error: 'x'.repeat(501) }).errors;
    expect(error).toBe(`LLM returned error: ${'x'.repeat(500)}`);
  });

  it('takes an error of null for no error', () => {
    expect(validateResponse({ content: words(9), error: null }).isValid).toBe(true);
  });

  it('row 50: quality metrics carry length, words and JSON validity where there are any', () => {
    expect(validateResponse('one two three four five').metrics).toEqual({ contentLength: 23, wordCount: 5 });
    expect(validateResponse({ content: ['part'] }).metrics).toEqual({ contentLength: 0 });
    expect(validateResponse(' [1, 2').metrics).toEqual({ contentLength: 6, wordCount: 2, jsonValid: false });
  });

  it('gives a score from 0 to 1 for anything', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (response) => {
        const { qualityScore } = validateResponse(response);
        expect(qualityScore).toBeGreaterThanOrEqual(0);
        expect(qualityScore).toBeLessThanOrEqual(1);
      }),
    );
  });
});
