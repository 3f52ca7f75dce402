import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { request } from '../../../../test/helpers/otlp-arbitraries.js';
import {
  decodeWithOracle,
  encodeDescending,
  encodeWithOracle,
} from '../../../../test/helpers/otlp-oracle.js';
import { seeSpan } from '../../../../test/helpers/see-span.js';
import { decodeMessage } from '../messages/decode-message.js';
import { type OtlpRequest, otlpJsonToProto, readOtlpJson, readOtlpProto } from './otlp-request.js';

function see(
  read: OtlpRequest,
  expected: readonly { readonly resource: readonly (readonly [string, unknown])[] }[],
) {
  return read.spans.map((span, index) => seeSpan(span, expected[index]?.resource.map(([key]) => key) ?? []));
}

describe('a request', () => {
  it('looks the same in OTLP/JSON, in ascending protobuf and in the descending protobuf of the Collector', () => {
    fc.assert(
      fc.property(request, ({ seen, json, proto }) => {
        const text = Buffer.from(JSON.stringify(json));
        expect(see(readOtlpJson(text), seen)).toEqual(seen);
        expect(see(readOtlpProto(encodeWithOracle('Request', proto)), seen)).toEqual(seen);
        expect(see(readOtlpProto(encodeDescending('Request', proto)), seen)).toEqual(seen);
      }),
    );
  });

  it('looks the same when it is read again without checking it', () => {
    fc.assert(
      fc.property(request, ({ seen, proto }) => {
        const bytes = encodeDescending('Request', proto);
        expect(see(readOtlpProto(bytes, { isChecked: true }), seen)).toEqual(seen);
      }),
    );
  });

  it('keeps every value on the way from JSON to protobuf and back', () => {
    fc.assert(
      fc.property(request, ({ json }) => {
        const bytes = otlpJsonToProto(json);
        expect(otlpJsonToProto(decodeMessage('ExportTraceServiceRequest', bytes))).toEqual(bytes);
      }),
    );
  });

  it('becomes protobuf that protobufjs reads as it reads its own', () => {
    fc.assert(
      fc.property(request, ({ json, proto }) => {
        const theirs = encodeWithOracle('Request', proto);
        expect(decodeWithOracle('Request', otlpJsonToProto(json))).toEqual(
          decodeWithOracle('Request', theirs),
        );
      }),
    );
  });
});
