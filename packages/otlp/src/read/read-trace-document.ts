import type { SpanView } from '@agent-attribution/core';
import { parseJson } from '../messages/parse-json.js';
import { type OtlpRequest, readOtlpProto } from '../spans/otlp-request.js';
import { MalformedOtlpError } from '../wire/malformed-otlp-error.js';
import { gunzip, isGzip } from './gunzip.js';
import { readJsonDocument } from './read-json-document.js';
import { readJsonLines } from './read-json-lines.js';
import { TraceDocumentError } from './trace-document-error.js';

export type TraceDocumentFormat = 'otlp-json' | 'otlp-proto' | 'jsonl' | 'jaeger';

export interface ReadTraceDocumentOptions {
  /** Default `auto`: found out from the content. */
  readonly format?: 'auto' | TraceDocumentFormat | undefined;
  /** Limit of the input's size, also after inflating gzip. Default 256 MiB. */
  readonly maxBytes?: number | undefined;
}

export interface TraceDocument {
  /** All spans of the document, of whatever traces. */
  readonly spans: readonly SpanView[];
  readonly format: TraceDocumentFormat;
  /** One sentence for each thing that was left out. */
  readonly warnings: readonly string[];
}

const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;

/**
 * Reads the spans of a file or a body: OTLP/JSON, OTLP protobuf, OTLP/JSON by lines, or Jaeger JSON; each also
 * gzipped.
 *
 * @throws TraceDocumentError with a code and one sentence.
 * @example
 * const { spans, warnings } = readTraceDocument(await readFile('trace.json'));
 */
export function readTraceDocument(bytes: Uint8Array, options: ReadTraceDocumentOptions = {}): TraceDocument {
  const content = unpack(bytes, options.maxBytes ?? DEFAULT_MAX_BYTES);
  const read = READERS[options.format ?? 'auto'](content);
  const spans = read.requests.flatMap((request) => request.spans);
  const rejected = read.requests.reduce((sum, request) => sum + request.rejectedSpans, 0);
  if (spans.length === 0) throw new TraceDocumentError('no_spans', sayNoSpans(rejected));
  const warnings = [...read.warnings, ...(rejected > 0 ? [sayRejected(rejected)] : [])];
  return { spans, format: read.format, warnings };
}

interface ReadRequests {
  readonly format: TraceDocumentFormat;
  readonly requests: readonly OtlpRequest[];
  readonly warnings: readonly string[];
}

const READERS: Readonly<Record<'auto' | TraceDocumentFormat, (content: Uint8Array) => ReadRequests>> = {
  auto: readAny,
  'otlp-proto': readProto,
  'otlp-json': readJson,
  jaeger: readJson,
  jsonl: readLines,
};

function unpack(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length > maxBytes) {
    throw new TraceDocumentError(
      'too_large',
      `The input has ${bytes.length} bytes; at most ${maxBytes} are read.`,
    );
  }
  const content = isGzip(bytes) ? gunzip(bytes, maxBytes) : bytes;
  if (content.every(isJsonSpace)) throw new TraceDocumentError('empty_input', 'The input is empty.');
  return content;
}

/** A protobuf request begins with 0x0a, which is a line break in a text: so text is tried first. */
function readAny(content: Uint8Array): ReadRequests {
  if (!looksLikeJson(content)) return readProtoOrUnknown(content);
  try {
    return readJson(content);
  } catch (error) {
    if (!(error instanceof TraceDocumentError) || error.code !== 'malformed_json') throw error;
    const lines = readJsonLines(content);
    if (lines.requests.length > 0) return { format: 'jsonl', ...lines };
    return tryProto(content) ?? fail(error);
  }
}

function readProtoOrUnknown(content: Uint8Array): ReadRequests {
  if (content[0] === PROTO_START) return readProto(content);
  throw new TraceDocumentError(
    'unknown_format',
    'The input is neither JSON nor an OTLP protobuf trace request.',
  );
}

function readProto(content: Uint8Array): ReadRequests {
  return naming('malformed_protobuf', () => ({
    format: 'otlp-proto',
    requests: [readOtlpProto(content)],
    warnings: [],
  }));
}

function tryProto(content: Uint8Array): ReadRequests | undefined {
  if (content[0] !== PROTO_START) return undefined;
  try {
    return readProto(content);
  } catch {
    return undefined;
  }
}

function readJson(content: Uint8Array): ReadRequests {
  const read = naming('malformed_json', () => readJsonDocument(parseJson(content)));
  if (read !== undefined) return { format: read.format, requests: [read.request], warnings: [] };
  throw new TraceDocumentError(
    'unknown_format',
    'The JSON is neither OTLP/JSON ("resourceSpans") nor Jaeger JSON ("data" with "spans").',
  );
}

function readLines(content: Uint8Array): ReadRequests {
  const lines = readJsonLines(content);
  if (lines.requests.length > 0) return { format: 'jsonl', ...lines };
  throw new TraceDocumentError('malformed_json', `No line can be read. ${lines.warnings[0] ?? ''}`);
}

/** Turns what is malformed into this module's error. */
function naming<T>(code: 'malformed_json' | 'malformed_protobuf', read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedOtlpError) {
      throw new TraceDocumentError(code, error.message, { cause: error });
    }
    throw error;
  }
}

function fail(error: Error): never {
  throw error;
}

/** The tag of `resource_spans`, the only field of a trace request. */
const PROTO_START = 0x0a;

function looksLikeJson(content: Uint8Array): boolean {
  const start = hasByteOrderMark(content) ? 3 : 0;
  const first = content.subarray(start).find((byte) => !isJsonSpace(byte));
  return first === 0x7b || first === 0x5b;
}

function hasByteOrderMark(content: Uint8Array): boolean {
  return content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
}

function isJsonSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

function sayNoSpans(rejected: number): string {
  return rejected === 0
    ? 'The input holds no spans.'
    : `The input holds no span with valid ids: ${sayRejected(rejected)}`;
}

function sayRejected(rejected: number): string {
  return rejected === 1
    ? '1 span was left out because of an invalid trace or span id.'
    : `${rejected} spans were left out because of an invalid trace or span id.`;
}
