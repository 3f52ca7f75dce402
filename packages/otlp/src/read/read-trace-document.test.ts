import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { lengthDelimited } from '../../../../test/helpers/otlp-oracle.js';
import { spanDocument } from '../../../../test/helpers/span-documents.js';
import { writeOtlpJson, writeOtlpProto } from '../document/write-otlp.js';
import { readTraceDocument, type ReadTraceDocumentOptions } from './read-trace-document.js';
import { TraceDocumentError } from './trace-document-error.js';

const otlp = writeOtlpJson([spanDocument(1)]);
const line = JSON.stringify(otlp);
const PROTO = writeOtlpProto([spanDocument(1)]);
const JAEGER = '{"data":[{"spans":[{"traceID":"ab","spanID":"1","operationName":"span 1"}]}]}';

function bytes(text: string): Uint8Array {
  return Buffer.from(text);
}

function errorOf(content: Uint8Array, options?: ReadTraceDocumentOptions) {
  try {
    readTraceDocument(content, options);
  } catch (error) {
    if (error instanceof TraceDocumentError) return { code: error.code, message: error.message };
    throw error;
  }
  return undefined;
}

describe('readTraceDocument', () => {
  it.each([
    ['OTLP/JSON', 'otlp-json', bytes(line)],
    ['OTLP/JSON over several lines', 'otlp-json', bytes(JSON.stringify(otlp, null, 2))],
    ['OTLP/JSON behind a byte order mark', 'otlp-json', bytes(`\uFEFF ${line}`)],
    ["the answer of Jaeger's v3 API", 'otlp-json', bytes(JSON.stringify({ result: otlp }))],
    ['OTLP protobuf', 'otlp-proto', PROTO],
    ['OTLP/JSON by lines', 'jsonl', bytes(`${line}\n\n${line}\n`)],
    ['Jaeger JSON', 'jaeger', bytes(JAEGER)],
    ['gzip', 'otlp-json', gzipSync(line)],
  ])('recognises %s', (_, format, content) => {
    const document = readTraceDocument(content);
    expect(document).toMatchObject({ format, warnings: [] });
    expect(document.spans[0]?.name).toBe('span 1');
  });

  it('recognises protobuf whose first length looks like the brace of a JSON text', () => {
    const body = lengthDelimited(2, lengthDelimited(2, lengthDelimited(1000, Buffer.alloc(0x7b - 7))));
    const content = Buffer.concat([lengthDelimited(1, body), PROTO]);
    expect(content.subarray(0, 2).toString()).toBe('\n{');
    expect(readTraceDocument(content).format).toBe('otlp-proto');
  });

  it('leaves out a broken line and names it', () => {
    const document = readTraceDocument(bytes(`${line}\n{"resourceSpans": [\n[]\n${line}`));
    expect(document.spans).toHaveLength(2);
    expect(document.warnings).toEqual([
      'Line 2 was left out: The OTLP data is malformed at line 1, column 20: the JSON text ends too early.',
      'Line 3 was left out: it is neither OTLP/JSON nor Jaeger JSON.',
    ]);
  });

  it('leaves out spans with invalid ids and counts them', () => {
    const document = readTraceDocument(writeOtlpProto([spanDocument(1), spanDocument(2, { spanId: '00' })]));
    expect(document.warnings).toEqual(['1 span was left out because of an invalid trace or span id.']);
  });

  it.each<[string, Uint8Array, string, string]>([
    ['nothing', bytes(''), 'empty_input', 'The input is empty.'],
    ['blank lines', bytes(' \n\n'), 'empty_input', 'The input is empty.'],
    [
      'JSON that is cut off',
      bytes(line.slice(0, 50)),
      'malformed_json',
      'line 1, column 51: the JSON text ends too early',
    ],
    [
      'JSON with a wrong value',
      bytes('{"resourceSpans":{}}'),
      'malformed_json',
      'resourceSpans: an array is expected',
    ],
    [
      'protobuf that is cut off',
      PROTO.subarray(0, 20),
      'malformed_protobuf',
      'byte 0: a length runs past the end',
    ],
    [
      'JSON of another kind',
      bytes('{"a":1}'),
      'unknown_format',
      'neither OTLP/JSON ("resourceSpans") nor Jaeger JSON',
    ],
    ['text', bytes('hello'), 'unknown_format', 'neither JSON nor an OTLP protobuf'],
    ['a request without spans', bytes('{"resourceSpans":[]}'), 'no_spans', 'The input holds no spans.'],
    ['an empty Jaeger answer', bytes('{"data":[]}'), 'no_spans', 'The input holds no spans.'],
    [
      'invalid spans only',
      writeOtlpProto([spanDocument(1, { spanId: '00' })]),
      'no_spans',
      'The input holds no span with valid ids: 1 span was left out',
    ],
    ['broken gzip', gzipSync(line).subarray(0, 40), 'bad_gzip', 'broken or cut off'],
  ])('refuses %s', (_, content, code, message) => {
    const error = errorOf(content);
    expect(error?.code).toBe(code);
    expect(error?.message).toContain(message);
  });

  it('refuses lines of which none can be read', () => {
    expect(errorOf(bytes('{"a\n{"b'), { format: 'jsonl' })).toMatchObject({ code: 'malformed_json' });
  });

  it('does not look for another format than the one it is told', () => {
    expect(errorOf(bytes(line), { format: 'otlp-proto' })?.code).toBe('malformed_protobuf');
    expect(errorOf(PROTO, { format: 'otlp-json' })?.code).toBe('malformed_json');
  });

  it('reads up to `maxBytes`, also of what gzip holds', () => {
    const { length } = bytes(line);
    for (const content of [bytes(line), gzipSync(line)]) {
      expect(readTraceDocument(content, { maxBytes: length }).spans).toHaveLength(1);
      expect(errorOf(content, { maxBytes: length - 1 })?.code).toBe('too_large');
    }
  });
});
