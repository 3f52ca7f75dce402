import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitAnswer } from './limit-answer.js';

const MORE = /\n… \d+ more characters: call again with offset (\d+)$/;

describe('an answer', () => {
  it('is left alone as long as it fits', () => {
    expect(limitAnswer('12345', 0, 5)).toBe('12345');
    expect(limitAnswer('123456', 0, 5)).toBe('12345\n… 1 more characters: call again with offset 5');
  });

  it('ends between lines', () => {
    expect(limitAnswer('1234\n5678\n', 0, 6)).toBe('1234\n… 5 more characters: call again with offset 5');
  });

  it('splits no character', () => {
    expect(limitAnswer('ab😀cd', 0, 3)).toBe('ab\n… 4 more characters: call again with offset 2');
  });

  it('says that there is no more', () => {
    expect(limitAnswer('12345', 5, 5)).toBe('There is no more: the answer has 5 characters.');
  });

  it('can be read to its end, nothing missing but blanks between its parts', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }), (text) => {
        let read = '';
        for (let offset = 0; ;) {
          const part = limitAnswer(text, offset, 10);
          const next = MORE.exec(part)?.[1];
          read += part.replace(MORE, '');
          if (next === undefined) break;
          expect(Number(next)).toBeGreaterThan(offset);
          offset = Number(next);
        }
        expect(read.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
    );
  });
});
