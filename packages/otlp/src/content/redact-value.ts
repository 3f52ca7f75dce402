import { redactSecrets } from '@agent-attribution/core';
import { editMessage } from './edit-message.js';

/** Field numbers of AnyValue that hold text, and of the values in ArrayValue and KeyValueList, and of KeyValue. */
const STRING = 1;
const ARRAY = 5;
const LIST = 6;
const VALUES = 1;
const VALUE_OF_KEY = 2;

/** An AnyValue, which has been checked, with the secrets of all its texts replaced. @returns undefined without secrets */
export function redactAnyValue(bytes: Buffer, start: number, end: number): Uint8Array | undefined {
  return editMessage(bytes, start, end, (field, from, to) => {
    if (field === STRING) return redactText(bytes, from, to);
    if (field === ARRAY) return redactEach(bytes, from, to, redactAnyValue);
    if (field === LIST) return redactEach(bytes, from, to, redactKeyValue);
    return undefined;
  });
}

/** The same for the value of a KeyValue. */
export function redactKeyValue(bytes: Buffer, start: number, end: number): Uint8Array | undefined {
  return editMessage(bytes, start, end, (field, from, to) =>
    field === VALUE_OF_KEY ? redactAnyValue(bytes, from, to) : undefined,
  );
}

const redactEach = (bytes: Buffer, start: number, end: number, redact: typeof redactAnyValue) =>
  editMessage(bytes, start, end, (field, from, to) =>
    field === VALUES ? redact(bytes, from, to) : undefined,
  );

function redactText(bytes: Buffer, start: number, end: number): Uint8Array | undefined {
  const text = bytes.toString('utf8', start, end);
  const redacted = redactSecrets(text);
  return redacted === text ? undefined : Buffer.from(redacted);
}
