import { isContentEvent, isContentKey, isEventContentKey } from '@agent-attribution/core';
import type { ContentPolicyName } from '@agent-attribution/core';
import { decodeKey, decodeKeyValue, decodeText } from '../spans/any-value.js';
import { asBuffer, WireReader } from '../wire/wire-reader.js';
import { editMessage, type FieldEdit } from './edit-message.js';
import { redactAnyValue, redactKeyValue } from './redact-value.js';

/** What is done with content: it goes, or its secrets are replaced. */
export type AppliedPolicy = Exclude<ContentPolicyName, 'keep'>;

/** Field numbers from a request down to its spans, or to its log records. */
const PATH = [1, 2, 2] as const;
const SPAN = { attributes: 9, events: 11 } as const;
const EVENT = { name: 2, attributes: 3 } as const;
const RECORD = { name: 12, attributes: 6, body: 5 } as const;

/** What attribution has written was redacted when it was written. */
const OWN_PREFIX = 'attribution.';

/**
 * A trace export request without content: attributes of spans and events that hold content are removed, or in all of
 * their attributes the secrets of texts are replaced. What has nothing to hide keeps its bytes.
 *
 * @param bytes - a request that was read before, and so is well-formed
 * @example
 * const lean = applyContentPolicy(body, 'strip');
 */
export function applyContentPolicy(bytes: Uint8Array, policy: AppliedPolicy): Uint8Array {
  const buffer = asBuffer(bytes);
  const editSpan = (start: number, end: number): FieldEdit =>
    editMessage(buffer, start, end, (field, from, to) => {
      if (field === SPAN.attributes) {
        return editAttribute(buffer, from, to, policy, isContentKey);
      }
      return field === SPAN.events ? editEvent(buffer, from, to, policy) : undefined;
    });
  return editLeaves(buffer, 0, buffer.length, PATH, editSpan) ?? bytes;
}

/**
 * The same for a log export request. A record that is content loses its body and what of its attributes is content, or
 * the secrets in them; it stays itself, so that records are still counted right. Other records change only where they
 * have an attribute that is content.
 */
export function applyContentPolicyToLogs(bytes: Uint8Array, policy: AppliedPolicy): Uint8Array {
  const buffer = asBuffer(bytes);
  const editRecord = (start: number, end: number): FieldEdit => editLogRecord(buffer, start, end, policy);
  return editLeaves(buffer, 0, buffer.length, PATH, editRecord) ?? bytes;
}

function editLeaves(
  bytes: Buffer,
  start: number,
  end: number,
  [fieldNumber, ...rest]: readonly number[],
  editLeaf: (start: number, end: number) => FieldEdit,
): Uint8Array | undefined {
  return editMessage(bytes, start, end, (field, from, to) => {
    if (field !== fieldNumber) return undefined;
    return rest.length === 0 ? editLeaf(from, to) : editLeaves(bytes, from, to, rest, editLeaf);
  });
}

function editEvent(bytes: Buffer, start: number, end: number, policy: AppliedPolicy): FieldEdit {
  const name = readText(bytes, start, end, EVENT.name);
  return editMessage(bytes, start, end, (field, from, to) =>
    field === EVENT.attributes
      ? editAttribute(bytes, from, to, policy, (key) => isEventContentKey(name, key))
      : undefined,
  );
}

function editLogRecord(bytes: Buffer, start: number, end: number, policy: AppliedPolicy): FieldEdit {
  const name = readText(bytes, start, end, RECORD.name) || readEventNameAttribute(bytes, start, end);
  const isContent = (key: string): boolean => isEventContentKey(name, key);
  return editMessage(bytes, start, end, (field, from, to) => {
    if (field === RECORD.body && isContentEvent(name)) {
      return policy === 'strip' ? 'remove' : redactAnyValue(bytes, from, to);
    }
    if (field !== RECORD.attributes) return undefined;
    const isAffected = isContentEvent(name) || isContent(decodeKey(bytes, from, to));
    return isAffected ? editAttribute(bytes, from, to, policy, isContent) : undefined;
  });
}

function editAttribute(
  bytes: Buffer,
  start: number,
  end: number,
  policy: AppliedPolicy,
  isContent: (key: string) => boolean,
): FieldEdit {
  const key = decodeKey(bytes, start, end);
  if (policy === 'strip') return isContent(key) ? 'remove' : undefined;
  return key.startsWith(OWN_PREFIX) ? undefined : redactKeyValue(bytes, start, end);
}

/** The last one counts, as everywhere in protobuf. */
function readText(bytes: Buffer, start: number, end: number, fieldNumber: number): string {
  const reader = new WireReader(bytes, start, end);
  let text = '';
  while (reader.next()) {
    if (reader.fieldNumber === fieldNumber) text = decodeText(reader, 'utf8');
    else reader.skip();
  }
  return text;
}

/** Where older senders put the name. */
function readEventNameAttribute(bytes: Buffer, start: number, end: number): string {
  const reader = new WireReader(bytes, start, end);
  let name = '';
  while (reader.next()) {
    if (reader.fieldNumber !== RECORD.attributes) {
      reader.skip();
      continue;
    }
    const attributeEnd = reader.readLength();
    const [key, value] = decodeKeyValue(bytes, reader.position, attributeEnd);
    if (key === 'event.name' && typeof value === 'string') name = value;
    reader.position = attributeEnd;
  }
  return name;
}
