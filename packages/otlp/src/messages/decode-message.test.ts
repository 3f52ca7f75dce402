import { describe, expect, it } from 'vitest';
import { decodeMessage } from './decode-message.js';
import { encodeMessage } from './encode-message.js';

describe('decodeMessage', () => {
  it('merges a message that is given in parts', () => {
    const parts = Buffer.concat([
      encodeMessage('Span', { status: { code: 2, message: 'a' } }),
      encodeMessage('Span', { status: { message: 'b' } }),
    ]);
    expect(decodeMessage('Span', parts)).toEqual({ status: { message: 'b', code: 2 } });
  });

  it('keeps the last of several members that exclude each other', () => {
    const parts = Buffer.concat([
      encodeMessage('AnyValue', { stringValue: 'a' }),
      encodeMessage('AnyValue', { boolValue: true }),
    ]);
    expect(decodeMessage('AnyValue', parts)).toEqual({ boolValue: true });
  });

  it('orders the keys by field number, whatever the order of the bytes', () => {
    const parts = Buffer.concat([
      encodeMessage('Span', { name: 'n' }),
      encodeMessage('Span', { spanId: '00ff' }),
    ]);
    expect(Object.keys(decodeMessage('Span', parts))).toEqual(['spanId', 'name']);
  });

  it('gives 64-bit integers as all their digits', () => {
    const value = { startTimeUnixNano: '18446744073709551615' };
    expect(decodeMessage('Span', encodeMessage('Span', value))).toEqual(value);
  });
});
