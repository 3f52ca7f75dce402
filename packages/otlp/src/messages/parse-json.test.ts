import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.js';

describe('parseJson', () => {
  it('reads past a byte order mark', () => {
    expect(parseJson(Buffer.from('\uFEFF{"a":1}'))).toEqual({ a: 1 });
  });

  it('says where a text ends too early', () => {
    expect(() => parseJson(Buffer.from('{\n  "a": [1'))).toThrow(
      'The OTLP data is malformed at line 2, column 10: the JSON text ends too early.',
    );
  });

  it('says where a text stops being JSON, without quoting it', () => {
    expect(() => parseJson(Buffer.from('{"secret": oops}'))).toThrow(
      'The OTLP data is malformed at line 1, column 12: this is not JSON.',
    );
  });
});
