import { describe, expect, it } from 'vitest';
import { softErrorIn } from './soft-error.js';

describe('softErrorIn', () => {
  it.each([
    ['{"isError":true,"content":[{"type":"text","text":"no such file"}]}', 'no such file'],
    ['{"is_error":true,"content":"no such file"}', 'no such file'],
    ['{"error":{"message":"quota exceeded"}}', 'quota exceeded'],
    ['{"status":"error","message":"down"}', 'down'],
    ['{"statusCode":400,"message":"bad request"}', 'bad request'],
    ['Error: no such city', 'Error: no such city'],
  ])('finds in %s the error %s', (result, error) => {
    expect(softErrorIn(result)).toBe(error);
  });

  it.each([
    '{"isError":false,"content":[]}',
    '{"is_error":false,"content":"rows"}',
    '{"error":null,"rows":[]}',
    '{"statusCode":399}',
    'the error was fixed',
  ])('finds none in %s', (result) => {
    expect(softErrorIn(result)).toBeUndefined();
  });

  it('finds none in what is unknown', () => {
    expect(softErrorIn(undefined)).toBeUndefined();
  });
});
