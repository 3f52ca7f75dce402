import { assert, nat, property, record, stringMatching } from 'fast-check';
import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.js';

it('reads back every place it wrote', () => {
  const cursor = record({
    startedAt: nat({ max: 9_000_000_000_000_000 }),
    traceId: stringMatching(/^[0-9a-f]{32}$/),
  });
  assert(
    property(cursor, (place) => {
      expect(decodeCursor(encodeCursor(place))).toEqual(place);
    }),
  );
});

it.each([
  '',
  'abc',
  '!!',
  Buffer.from('2:1:a').toString('base64url'),
  Buffer.from('1:x:a').toString('base64url'),
])('does not read %j', (word) => {
  expect(decodeCursor(word)).toBeUndefined();
});
