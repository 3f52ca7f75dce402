/** Field numbers of a span; `message-fields.ts` has their types. */
export const SPAN_FIELD = {
  traceId: 1,
  spanId: 2,
  traceState: 3,
  parentSpanId: 4,
  name: 5,
  kind: 6,
  start: 7,
  end: 8,
  attributes: 9,
  droppedAttributesCount: 10,
  events: 11,
  links: 13,
  status: 15,
} as const;

/** Tags of one byte. */
export const ATTRIBUTE_TAG = 0x4a;
export const START_TAG = 0x39;
export const END_TAG = 0x41;
/** A bit for each field that is a varint: the kind, and three counts of what was dropped, which the JavaScript SDK writes. */
export const VARINT_FIELDS: number = (1 << 6) | (1 << 10) | (1 << 12) | (1 << 14);
/** Of the code in a status. */
export const CODE_TAG = 0x18;
/** Of the flags, the only known field whose tag takes two bytes. */
export const FLAGS_TAG = [0x85, 0x01] as const;
