import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { request } from '../../../../test/helpers/otlp-arbitraries.js';
import {
  decodeWithOracle,
  encodeDescending,
  encodeWithOracle,
} from '../../../../test/helpers/otlp-oracle.js';
import { mutate, seededRandom } from '../../../../test/helpers/mutate.js';
import { seeSpan } from '../../../../test/helpers/see-span.js';
import { decodeMessage } from '../messages/decode-message.js';
import { MalformedOtlpError } from '../wire/malformed-otlp-error.js';
import { otlpJsonToProto, readOtlpProto } from './otlp-request.js';

const ROUNDS = 20_000;

/** What protobufjs reads and we refuse, on purpose: the Collector refuses it as well. */
const STRICTER: ReadonlySet<string> = new Set(['wire_type', 'field_number', 'group', 'varint']);

/** What protobufjs refuses and we read: text that is not UTF-8, and numbers that are longer than they have to be. */
const LAXER = /encoding utf-8|invalid (tag|length) encoding/;

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

function attempt<T>(read: () => T): Outcome<T> {
  try {
    return { value: read() };
  } catch (error) {
    return { error };
  }
}

describe('20,000 damaged requests', () => {
  const corpus = fc
    .sample(request, { numRuns: 40, seed: 7 })
    .flatMap(({ proto }) => [encodeWithOracle('Request', proto), encodeDescending('Request', proto)])
    .filter((bytes) => bytes.length > 0);

  it('are read as protobufjs reads them, or refused as malformed', { timeout: 60_000 }, () => {
    const random = seededRandom(20_240_601);
    const seen = { both: 0, neither: 0, stricter: 0, laxer: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const bytes = mutate(corpus[round % corpus.length] ?? new Uint8Array(), random);
      try {
        seen[compare(bytes)] += 1;
      } catch (error) {
        throw new Error(`round ${round}: ${Buffer.from(bytes).toString('hex')}`, { cause: error });
      }
    }
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(20);
  });
});

function compare(bytes: Uint8Array): 'both' | 'neither' | 'stricter' | 'laxer' {
  const ours = attempt(() => readOtlpProto(bytes));
  const theirs = attempt(() => decodeWithOracle('Request', bytes));
  if ('error' in ours) {
    expect(ours.error).toBeInstanceOf(MalformedOtlpError);
    if ('error' in theirs) return 'neither';
    expect(STRICTER).toContain(ours.error instanceof MalformedOtlpError && ours.error.reason);
    return 'stricter';
  }
  if ('error' in theirs) {
    expect(String(theirs.error)).toMatch(LAXER);
    return 'laxer';
  }
  const again = otlpJsonToProto(decodeMessage('ExportTraceServiceRequest', bytes));
  expect(decodeWithOracle('Request', again)).toEqual(theirs.value);
  for (const span of ours.value.spans) seeSpan(span, ['key']);
  return 'both';
}
