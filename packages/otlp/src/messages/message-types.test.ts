import { expect, it } from 'vitest';
import { MESSAGE_TYPES } from './message-types.js';

it.each(Object.values(MESSAGE_TYPES))('$name lists each field once, in ascending order', ({ fields }) => {
  const numbers = fields.map((field) => field.number);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((left, right) => left - right));
});

it('knows how the .proto files spell a name', () => {
  expect(MESSAGE_TYPES.Span.byNumber[7]?.snakeName).toBe('start_time_unix_nano');
});
