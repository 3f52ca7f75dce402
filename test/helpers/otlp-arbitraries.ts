/** Random traces in three forms: what a reader must see, OTLP/JSON, and the oracle's message. */
import type { AttributeValue, SpanKind, StatusCode } from '@agent-attribution/core';
import * as fc from 'fast-check';
import type { OracleMessage } from './otlp-oracle.js';

/** One thing in its three forms. */
export interface Forms<Seen> {
  readonly seen: Seen;
  readonly json: unknown;
  readonly proto: OracleMessage;
}

export interface SeenSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  readonly startMicros: number;
  readonly endMicros: number;
  readonly statusCode: StatusCode;
  readonly statusMessage: string | undefined;
  readonly scopeName: string;
  readonly droppedAttributesCount: number;
  readonly attributes: readonly (readonly [string, AttributeValue])[];
  readonly resource: readonly (readonly [string, AttributeValue])[];
  readonly events: readonly {
    readonly name: string;
    readonly timeMicros: number;
    readonly attributes: Readonly<Record<string, AttributeValue>>;
  }[];
  readonly links: readonly {
    readonly traceId: string;
    readonly spanId: string;
    readonly attributes: Readonly<Record<string, AttributeValue>>;
  }[];
}

const KINDS: readonly SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const CODES: readonly StatusCode[] = ['unset', 'ok', 'error'];

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .filter((id) => id.some((byte) => byte !== 0))
    .map((id) => Buffer.from(id).toString('hex'));
const bytesOf = (id: string) => Buffer.from(id, 'hex');
const nanos = fc.bigInt({ min: 0n, max: 9_000_000_000_000_000_000n });

const leaf: fc.Arbitrary<Forms<AttributeValue>> = fc.oneof(
  text.map((value) => ({ seen: value, json: { stringValue: value }, proto: { stringValue: value } })),
  fc.boolean().map((value) => ({ seen: value, json: { boolValue: value }, proto: { boolValue: value } })),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({
    seen: Number(value),
    json: { intValue: String(value) },
    proto: { intValue: String(value) },
  })),
  // JSON has no negative zero.
  fc
    .double()
    .filter((value) => !Object.is(value, -0))
    .map((value) => ({
      seen: value,
      json: { doubleValue: Number.isFinite(value) ? value : String(value) },
      proto: { doubleValue: value },
    })),
  fc.uint8Array({ maxLength: 6 }).map((value) => ({
    seen: Buffer.from(value).toString('base64'),
    json: { bytesValue: Buffer.from(value).toString('base64') },
    proto: { bytesValue: value },
  })),
  fc.constant({ seen: null, json: {}, proto: {} }),
);

const value: fc.Arbitrary<Forms<AttributeValue>> = fc.letrec<{ any: Forms<AttributeValue> }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }).map((items) => ({
      seen: items.map((item) => item.seen),
      json: { arrayValue: { values: items.map((item) => item.json) } },
      proto: { arrayValue: { values: items.map((item) => item.proto) } },
    })),
    fc.uniqueArray(fc.tuple(text, tie('any')), { maxLength: 3, selector: ([key]) => key }).map((items) => ({
      seen: Object.fromEntries(items.map(([key, item]) => [key, item.seen])),
      json: { kvlistValue: { values: items.map(([key, item]) => ({ key, value: item.json })) } },
      proto: { kvlistValue: { values: items.map(([key, item]) => ({ key, value: item.proto })) } },
    })),
  ),
})).any;

const attributes = fc
  .uniqueArray(fc.tuple(text, value), { maxLength: 4, selector: ([key]) => key })
  .map((items) => ({
    seen: items.map(([key, item]): readonly [string, AttributeValue] => [key, item.seen]),
    json: items.map(([key, item]) => ({ key, value: item.json })),
    proto: items.map(([key, item]) => ({ key, value: item.proto })),
  }));

const event = fc.record({ name: text, nanos, attributes }).map((made) => ({
  seen: {
    name: made.name,
    timeMicros: Number(made.nanos / 1000n),
    attributes: Object.fromEntries(made.attributes.seen),
  },
  json: { name: made.name, timeUnixNano: String(made.nanos), attributes: made.attributes.json },
  proto: { name: made.name, timeUnixNano: String(made.nanos), attributes: made.attributes.proto },
}));

const link = fc.record({ traceId: hex(16), spanId: hex(8), attributes }).map((made) => ({
  seen: { traceId: made.traceId, spanId: made.spanId, attributes: Object.fromEntries(made.attributes.seen) },
  json: { traceId: made.traceId.toUpperCase(), spanId: made.spanId, attributes: made.attributes.json },
  proto: { traceId: bytesOf(made.traceId), spanId: bytesOf(made.spanId), attributes: made.attributes.proto },
}));

const span = fc
  .record({
    traceId: hex(16),
    spanId: hex(8),
    parent: fc.option(hex(8), { nil: undefined }),
    name: text,
    kind: fc.nat(5),
    start: nanos,
    end: nanos,
    code: fc.nat(2),
    message: text,
    dropped: fc.nat(),
    attributes,
    events: fc.array(event, { maxLength: 2 }),
    links: fc.array(link, { maxLength: 2 }),
  })
  .map((made) => ({
    seen: {
      traceId: made.traceId,
      spanId: made.spanId,
      parentSpanId: made.parent,
      name: made.name,
      kind: KINDS[made.kind] ?? 'unspecified',
      startMicros: Number(made.start / 1000n),
      endMicros: Number(made.end / 1000n),
      statusCode: CODES[made.code] ?? 'unset',
      statusMessage: made.message || undefined,
      droppedAttributesCount: made.dropped,
      attributes: made.attributes.seen,
      events: made.events.map((form) => form.seen),
      links: made.links.map((form) => form.seen),
    },
    json: {
      traceId: made.traceId.toUpperCase(),
      spanId: made.spanId,
      parentSpanId: made.parent ?? '',
      name: made.name,
      kind: made.kind,
      startTimeUnixNano: String(made.start),
      endTimeUnixNano: String(made.end),
      attributes: made.attributes.json,
      droppedAttributesCount: made.dropped,
      events: made.events.map((form) => form.json),
      links: made.links.map((form) => form.json),
      status: { message: made.message, code: made.code },
      aFieldOfTomorrow: [1],
    },
    proto: {
      traceId: bytesOf(made.traceId),
      spanId: bytesOf(made.spanId),
      ...(made.parent === undefined ? {} : { parentSpanId: bytesOf(made.parent) }),
      name: made.name,
      kind: made.kind,
      startTimeUnixNano: String(made.start),
      endTimeUnixNano: String(made.end),
      attributes: made.attributes.proto,
      droppedAttributesCount: made.dropped,
      events: made.events.map((form) => form.proto),
      links: made.links.map((form) => form.proto),
      status: { message: made.message, code: made.code },
    },
  }));

const scopeSpans = fc.record({ scope: text, spans: fc.array(span, { maxLength: 3 }) });
const resourceSpans = fc.record({ attributes, scopes: fc.array(scopeSpans, { maxLength: 2 }) });

/** A whole request: the spans that a reader must see, in order, and both forms of the request. */
export const request: fc.Arbitrary<Forms<readonly SeenSpan[]>> = fc
  .array(resourceSpans, { maxLength: 2 })
  .map((resources) => ({
    seen: resources.flatMap((resource) =>
      resource.scopes.flatMap((scope) =>
        scope.spans.map((form) => ({
          ...form.seen,
          scopeName: scope.scope,
          resource: resource.attributes.seen,
        })),
      ),
    ),
    json: {
      resourceSpans: resources.map((resource) => ({
        resource: { attributes: resource.attributes.json },
        scopeSpans: resource.scopes.map((scope) => ({
          scope: { name: scope.scope },
          spans: scope.spans.map((form) => form.json),
        })),
      })),
    },
    proto: {
      resourceSpans: resources.map((resource) => ({
        resource: { attributes: resource.attributes.proto },
        scopeSpans: resource.scopes.map((scope) => ({
          scope: { name: scope.scope },
          spans: scope.spans.map((form) => form.proto),
        })),
      })),
    },
  }));
