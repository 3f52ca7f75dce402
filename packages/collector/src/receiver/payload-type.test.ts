import { expect, it } from 'vitest';
import { payloadTypeOf } from './payload-type.js';

it.each([
  ['application/x-protobuf', 'protobuf'],
  ['Application/JSON; charset=UTF-8', 'json'],
  ['application/json;charset=utf-8', 'json'],
  ['application/jsonl', undefined],
  ['text/plain', undefined],
  ['', undefined],
  [undefined, undefined],
])('takes %j as %s', (contentType, expected) => {
  expect(payloadTypeOf(contentType)).toBe(expected);
});
