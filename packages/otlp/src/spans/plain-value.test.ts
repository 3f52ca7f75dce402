import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '../../../../test/helpers/mutate.js';
import { encodeDescending, encodeWithOracle } from '../../../../test/helpers/otlp-oracle.js';
import { walkFields } from '../messages/check-message.js';
import { MESSAGE_TYPES } from '../messages/message-types.js';
import { WireReader } from '../wire/wire-reader.js';
import { decodeKeyValue } from './any-value.js';
import { decodePlainValue } from './plain-value.js';

const PLAIN = [
  [{ stringValue: 'text' }, 'text'],
  [{ stringValue: '' }, ''],
  [{ stringValue: 'é'.repeat(200) }, 'é'.repeat(200)],
  [{ boolValue: true }, true],
  [{ boolValue: false }, false],
  [{ intValue: '0' }, 0],
  [{ intValue: '268435455' }, 268_435_455],
  [{ doubleValue: 0.5 }, 0.5],
  [{ arrayValue: { values: [{ stringValue: 'a' }, { intValue: 300 }] } }, ['a', 300]],
  [{ arrayValue: {} }, []],
] as const;

const OTHER = [
  {},
  { intValue: '268435456' },
  { intValue: '-1' },
  { bytesValue: Buffer.from('bytes') },
  { arrayValue: { values: [{}] } },
  { arrayValue: { values: [{ arrayValue: {} }] } },
  { kvlistValue: { values: [{ key: 'a' }] } },
] as const;

const encodings = (value: object): Buffer[] =>
  [encodeWithOracle, encodeDescending].map((encode) =>
    Buffer.from(encode('KeyValue', { key: 'key', value })),
  );

const plain = (bytes: Buffer) => decodePlainValue(bytes, 0, bytes.length);
const any = (bytes: Buffer) => decodeKeyValue(bytes, 0, bytes.length)[1];

function isWellFormed(bytes: Buffer): boolean {
  try {
    walkFields(new WireReader(bytes, 0, bytes.length), MESSAGE_TYPES.KeyValue, 4);
    return true;
  } catch {
    return false;
  }
}

describe('decodePlainValue', () => {
  it.each(PLAIN)('reads %j, the key before or behind the value', (value, expected) => {
    expect(encodings(value).map(plain)).toEqual([expected, expected]);
  });

  it.each(OTHER)('leaves %j to the reader of all values', (value) => {
    expect(encodings(value).map(plain)).toEqual([undefined, undefined]);
  });

  it('reads what the reader of all values reads, of 100,000 that are damaged and still well-formed', () => {
    const random = seededRandom(5);
    const originals = [...PLAIN.map(([value]) => value), ...OTHER].flatMap(encodings);
    let read = 0;
    for (let round = 0; round < 100_000; round++) {
      const bytes = Buffer.from(mutate(originals[round % originals.length] ?? new Uint8Array(), random));
      if (!isWellFormed(bytes)) continue;
      const value = plain(bytes);
      if (value === undefined) continue;
      read += 1;
      if (JSON.stringify(value) !== JSON.stringify(any(bytes))) throw new Error(bytes.toString('hex'));
    }
    expect(read).toBeGreaterThan(5000);
  });
});
