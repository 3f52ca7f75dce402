import type { SpanRow } from '../../run-record.js';

/** A line of each span's fields, in this order. */
const FIELDS: readonly Exclude<keyof SpanRow, 'attributes'>[] = [
  'spanId',
  'parentSpanId',
  'name',
  'nodeType',
  'agent',
  'startedAt',
  'endedAt',
  'status',
  'error',
  'isTruncated',
];

/**
 * Spans as the text that is kept: a line of JSON with their fields as lists, then a line for the attributes of each, which
 * are JSON already: that takes half the characters of a list of objects with texts of JSON in them. A line break in JSON
 * is a space.
 */
export function spansText(spans: readonly SpanRow[]): string {
  const lines = [JSON.stringify(spans.map((span) => FIELDS.map((field) => span[field])))];
  for (const { attributes } of spans) lines.push(attributes.replaceAll('\n', ' '));
  return lines.join('\n');
}

/** The spans of such a text, or of the list of objects that was kept before. */
export function spansFrom(text: string): readonly SpanRow[] {
  const [fields = '[]', ...attributes] = text.split('\n');
  const rows = JSON.parse(fields) as readonly SpanRow[] | readonly (readonly unknown[])[];
  return rows.map((row, index) =>
    Array.isArray(row)
      ? ({
          ...Object.fromEntries(FIELDS.map((field, place) => [field, row[place]])),
          attributes: attributes[index] ?? '{}',
        } as SpanRow)
      : (row as SpanRow),
  );
}
