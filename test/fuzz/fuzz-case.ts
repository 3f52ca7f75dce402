import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { decodeMessage, MalformedOtlpError, readOtlpProto } from '@agent-attribution/otlp';
import { mutate } from '../helpers/mutate.js';
import { request } from '../helpers/otlp-arbitraries.js';
import { decodeWithOracle, encodeDescending, encodeWithOracle } from '../helpers/otlp-oracle.js';

export type Expected = 'taken' | 'malformed' | 'too_large' | 'either';

export interface FuzzCase {
  readonly kind: string;
  readonly over: 'http' | 'grpc';
  readonly contentType: 'application/x-protobuf' | 'application/json';
  readonly gzip: boolean;
  readonly body: Uint8Array;
  readonly expected: Expected;
}

/** Bodies above it are refused. */
export const MAX_BODY_BYTES: number = 1024 * 1024;

/**
 * What protobufjs reads and we refuse, on purpose: the Collector refuses it as well. A number that is longer than ten bytes
 * protobufjs refuses where it knows the field, and steps over where it does not.
 */
const STRICTER: ReadonlySet<string> = new Set(['wire_type', 'field_number', 'group', 'depth', 'varint']);

/** What protobufjs refuses and we read: text that is not UTF-8, and numbers that are longer than they have to be. */
const LAXER = /encoding utf-8|invalid (tag|length) encoding/;

/** Whether a receiver should take these bytes, as protobufjs sees it, but for what is known to differ. */
export function expectedOfProto(bytes: Uint8Array): Expected {
  try {
    decodeWithOracle('Request', bytes);
  } catch (error) {
    return LAXER.test(String(error)) ? 'either' : 'malformed';
  }
  try {
    readOtlpProto(bytes);
    return 'taken';
  } catch (error) {
    return error instanceof MalformedOtlpError && STRICTER.has(error.reason) ? 'either' : 'taken';
  }
}

/** JSON that cannot be parsed is refused; whether the rest is OTLP protobufjs cannot say, as ids are hex in it. */
function expectedOfJson(bytes: Uint8Array): Expected {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return 'either';
  } catch {
    return bytes.length === 0 ? 'taken' : 'malformed';
  }
}

function expectedOfGzip(bytes: Uint8Array): Expected {
  if (bytes.length === 0) return 'taken';
  try {
    return expectedOfProto(gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES }));
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLarge ? 'too_large' : 'malformed';
  }
}

const PROTOS: readonly Uint8Array[] = fc
  .sample(request, { numRuns: 40, seed: 11 })
  .flatMap(({ proto }) => [encodeWithOracle('Request', proto), encodeDescending('Request', proto)])
  .filter((bytes) => bytes.length > 0 && bytes.length < 3000);

const JSONS: readonly Uint8Array[] = PROTOS.map((bytes) =>
  Buffer.from(JSON.stringify(decodeMessage('ExportTraceServiceRequest', bytes))),
);

const HTTP_PROTO = { over: 'http', contentType: 'application/x-protobuf', gzip: false } as const;

function proto(over: 'http' | 'grpc', gzip: boolean, body: Uint8Array): FuzzCase {
  const expected = expectedOfProto(body);
  const sent = gzip && over === 'http' ? gzipSync(body, { level: 1 }) : body;
  return { ...HTTP_PROTO, kind: `${over} protobuf${gzip ? ' gzip' : ''}`, over, gzip, body: sent, expected };
}

const DEPTH = 10_000;

/** An attribute whose value lies in so many lists, as bytes: each list is two messages around the one before. */
function deepProto(): Uint8Array {
  let value: Uint8Array = new Uint8Array();
  // AnyValue.array_value, ArrayValue.values; Span.attributes, KeyValue.value; the spans' own way up.
  const fields = [...Array.from({ length: DEPTH }, () => [1, 5]).flat(), 2, 9, 2, 2, 1];
  for (const field of fields) {
    const length = Buffer.alloc(5);
    let rest = value.length;
    for (let at = 0; at < 5; at += 1) {
      length[at] = (rest & 0x7f) | (at < 4 ? 0x80 : 0);
      rest >>>= 7;
    }
    value = Buffer.concat([Buffer.from([field * 8 + 2]), length, value]);
  }
  return value;
}

function deepJson(): Uint8Array {
  const open = '{"arrayValue":{"values":['.repeat(DEPTH);
  const value = `${open}{"boolValue":true}${']}}'.repeat(DEPTH)}`;
  const span = `{"traceId":"${'a'.repeat(32)}","attributes":[{"key":"deep","value":${value}}]}`;
  return Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":[${span}]}]}]}`);
}

const HTTP_JSON = { ...HTTP_PROTO, contentType: 'application/json' } as const;
const BOMB: Uint8Array = gzipSync(Buffer.alloc(64 * 1024 * 1024));
const DEEP_PROTO = deepProto();

/** Attacks that no chance would find. */
export const ATTACKS: readonly FuzzCase[] = [
  { ...HTTP_PROTO, kind: 'zip bomb', gzip: true, body: BOMB, expected: 'too_large' },
  { ...HTTP_JSON, kind: 'zip bomb as JSON', gzip: true, body: BOMB, expected: 'too_large' },
  {
    ...HTTP_PROTO,
    kind: 'zip bomb over gRPC',
    over: 'grpc',
    gzip: true,
    body: Buffer.alloc(64 * 1024 * 1024),
    expected: 'too_large',
  },
  { ...HTTP_PROTO, kind: 'deep protobuf', body: DEEP_PROTO, expected: 'malformed' },
  { ...HTTP_PROTO, kind: 'deep protobuf over gRPC', over: 'grpc', body: DEEP_PROTO, expected: 'malformed' },
  { ...HTTP_JSON, kind: 'deep JSON', body: deepJson(), expected: 'malformed' },
  {
    ...HTTP_JSON,
    kind: 'deep JSON without an end',
    body: Buffer.from('['.repeat(500_000)),
    expected: 'malformed',
  },
  {
    ...HTTP_PROTO,
    kind: 'a byte too many',
    body: Buffer.alloc(MAX_BODY_BYTES + 1),
    expected: 'too_large',
  },
];

type Make = (at: number, random: () => number) => FuzzCase;

const MAKERS: readonly Make[] = [
  (at, random) => proto('http', false, mutate(pick(PROTOS, at), random)),
  (at, random) => proto('http', false, mutate(pick(PROTOS, at), random)),
  (at, random) => proto('http', true, mutate(pick(PROTOS, at), random)),
  (at, random) => proto('grpc', false, mutate(pick(PROTOS, at), random)),
  (at, random) => proto('grpc', true, mutate(pick(PROTOS, at), random)),
  (at) => proto('http', false, pick(PROTOS, at)),
  (at, random) => {
    const body = mutate(pick(JSONS, at), random);
    return { ...HTTP_JSON, kind: 'JSON', body, expected: expectedOfJson(body) };
  },
  (at) => ({ ...HTTP_JSON, kind: 'whole JSON', body: pick(JSONS, at), expected: 'taken' }),
  (at, random) => {
    const body = mutate(gzipSync(pick(PROTOS, at)), random);
    return { ...HTTP_PROTO, kind: 'damaged gzip', gzip: true, body, expected: expectedOfGzip(body) };
  },
];

function pick(corpus: readonly Uint8Array[], at: number): Uint8Array {
  return corpus[at % corpus.length] ?? new Uint8Array();
}

/** The case of this number; the same for the same numbers and the same chance. */
export function fuzzCase(number: number, random: () => number): FuzzCase {
  const make = MAKERS[number % MAKERS.length];
  const at = Math.floor(number / MAKERS.length);
  return make === undefined ? proto('http', false, pick(PROTOS, at)) : make(at, random);
}
