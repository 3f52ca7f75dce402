import { isContentKey, isEventContentKey, redactSecrets } from '@agent-attribution/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeWithOracle,
  encodeDescending,
  encodeWithOracle,
  lengthDelimited,
  type OracleMessage,
} from '../../../../test/helpers/otlp-oracle.js';
import { spanDocument, spanId, TRACE_ID } from '../../../../test/helpers/span-documents.js';
import { writeOtlpProto } from '../document/write-otlp.js';
import { encodeMessage } from '../messages/encode-message.js';
import { readLogRecords } from '../spans/log-records.js';
import { readOtlpProto } from '../spans/otlp-request.js';
import { applyContentPolicy, applyContentPolicyToLogs } from './apply-content-policy.js';

const SECRET = 'password=hunter2hunter2';
const KEYS = ['gen_ai.input.messages', 'output', 'llm.prompts.0.text', 'gen_ai.tool.name', 'attribution.id'];

const leaf = fc.oneof(
  fc.constantFrom(SECRET, 'no secret', '').map((stringValue): OracleMessage => ({ stringValue })),
  fc.boolean().map((boolValue): OracleMessage => ({ boolValue })),
);
const value = fc.letrec<{ any: OracleMessage }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('any'), { maxLength: 2 }).map((values) => ({ arrayValue: { values } })),
    fc.array(tie('any'), { maxLength: 2 }).map((values) => ({
      kvlistValue: { values: values.map((item, index) => ({ key: `key ${index}`, value: item })) },
    })),
  ),
})).any;
const attributes = fc.uniqueArray(fc.record({ key: fc.constantFrom(...KEYS, 'content', 'role'), value }), {
  maxLength: 4,
  selector: ({ key }) => key,
});
const event = fc.record({ name: fc.constantFrom('gen_ai.choice', 'cache.hit'), attributes });
interface Attribute {
  readonly key: string;
  readonly value: OracleMessage;
}
interface Span {
  readonly attributes: readonly Attribute[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly Attribute[] }[];
}
const spans = fc.array(fc.record({ attributes, events: fc.array(event, { maxLength: 2 }) }), {
  maxLength: 3,
});
const requestOf = (list: readonly Span[]): OracleMessage => ({
  resourceSpans: list.map((one) => ({ scopeSpans: [{ spans: [{ startTimeUnixNano: '7', ...one }] }] })),
});

/** The plain version: the policy on objects. */
function plainly(policy: 'strip' | 'redact', spans: readonly Span[]): readonly Span[] {
  const change = (list: readonly Attribute[], isContent: (key: string) => boolean): readonly Attribute[] =>
    policy === 'strip'
      ? list.filter(({ key }) => !isContent(key))
      : list.map((one) => (one.key.startsWith('attribution.') ? one : redactPlainly(one)));
  return spans.map((one) => ({
    ...one,
    attributes: change(one.attributes, isContentKey),
    events: one.events.map(({ name, attributes: own }) => ({
      name,
      attributes: change(own, (key) => isEventContentKey(name, key)),
    })),
  }));
}

const redactPlainly = <T>(node: T): T =>
  JSON.parse(JSON.stringify(node), (_, item: unknown) =>
    typeof item === 'string' ? redactSecrets(item) : item,
  ) as T;

describe('applyContentPolicy', () => {
  it.each(['strip', 'redact'] as const)('%s does to bytes what it does to objects', (policy) => {
    fc.assert(
      fc.property(spans, fc.constantFrom(encodeWithOracle, encodeDescending), (made, encode) => {
        const after = applyContentPolicy(encode('Request', requestOf(made)), policy);
        const expected = encode('Request', requestOf(plainly(policy, made)));
        expect(decodeWithOracle('Request', after)).toEqual(decodeWithOracle('Request', expected));
        expect(applyContentPolicy(after, policy)).toBe(after);
      }),
    );
  });

  it('keeps the bytes of spans that have nothing to hide', () => {
    const clean = Buffer.from(
      encodeDescending('Span', {
        traceId: Buffer.from(TRACE_ID, 'hex'),
        spanId: Buffer.from(spanId(1), 'hex'),
        attributes: [{ key: 'gen_ai.tool.name', value: { stringValue: 'search' } }],
      }),
    );
    const loud = writeOtlpProto([spanDocument(2, { attributes: { input: 'who?' } })]);
    const bytes = Buffer.concat([lengthDelimited(1, lengthDelimited(2, lengthDelimited(2, clean))), loud]);
    const after = Buffer.from(applyContentPolicy(bytes, 'strip'));
    expect(after.includes(clean)).toBe(true);
    expect(after.includes('who?')).toBe(false);
    expect(readOtlpProto(after).spans).toHaveLength(2);
  });

  it('gives a request without content back as it is', () => {
    const bytes = writeOtlpProto([spanDocument(1, { attributes: { 'gen_ai.tool.name': 'search' } })]);
    expect(applyContentPolicy(bytes, 'strip')).toBe(bytes);
    expect(applyContentPolicy(bytes, 'redact')).toBe(bytes);
  });
});

const logs = (...logRecords: readonly OracleMessage[]): Uint8Array =>
  encodeMessage('ExportLogsServiceRequest', {
    resourceLogs: [{ scopeLogs: [{ logRecords: JSON.parse(JSON.stringify(logRecords)) }] }],
  });
const keyValue = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const recordOf = (bytes: Uint8Array) => {
  const [record] = readLogRecords(bytes);
  return { body: record?.body, attributes: record?.attributes };
};

describe('applyContentPolicyToLogs', () => {
  it.each([
    ['its name', { eventName: 'gen_ai.user.message', attributes: [] }],
    ['the attribute of older senders', { attributes: [keyValue('event.name', 'gen_ai.user.message')] }],
  ])('takes the body from a record that is content by %s, and leaves the record', (_, named) => {
    const attributes = [
      ...named.attributes,
      keyValue('content', 'who?'),
      keyValue('gen_ai.system', 'openai'),
    ];
    const bytes = logs({ ...named, attributes, body: { stringValue: 'who?' } });
    const after = recordOf(applyContentPolicyToLogs(bytes, 'strip'));
    expect(after.body).toBeUndefined();
    expect(after.attributes).toMatchObject({ 'gen_ai.system': 'openai' });
    expect(JSON.stringify(after)).not.toContain('who?');
  });

  it('replaces the secrets of a record that is content, however deep they are', () => {
    const body = { kvlistValue: { values: [{ key: 'content', value: { stringValue: SECRET } }] } };
    const bytes = logs({ eventName: 'gen_ai.choice', body });
    expect(recordOf(applyContentPolicyToLogs(bytes, 'redact')).body).toEqual({
      content: redactSecrets(SECRET),
    });
  });

  it.each(['strip', 'redact'] as const)('%s leaves other records as they are', (policy) => {
    const bytes = logs({ body: { stringValue: SECRET }, attributes: [keyValue('content', SECRET)] });
    expect(applyContentPolicyToLogs(bytes, policy)).toBe(bytes);
  });

  it('looks into other records for attributes that are content', () => {
    const bytes = logs({ body: { stringValue: 'kept' }, attributes: [keyValue('gen_ai.prompt', 'who?')] });
    expect(recordOf(applyContentPolicyToLogs(bytes, 'strip'))).toEqual({ body: 'kept', attributes: {} });
  });
});
