import { ReverseWriter } from '../wire/reverse-writer.js';
import { NODE_COLUMNS, type RequestLayout, SPAN_COLUMNS } from './request-layout.js';

/** Some spans of a request. */
export interface SpanSelection {
  readonly bytes: Uint8Array;
  readonly layout: RequestLayout;
  /** Places of the spans in the request, ascending. */
  readonly spans: readonly number[];
}

/** Field numbers of resource_spans and scope_spans. */
const RESOURCE_SPANS = 1;
const SCOPE_SPANS = 2;

/**
 * A request of the spans selected, each with the resource and the scope that it has, byte for byte: what is unknown here
 * is copied as well. Nothing is decoded.
 */
export function copySpans(selections: readonly SpanSelection[]): Uint8Array {
  const writer = new ReverseWriter(selections.reduce((sum, part) => sum + sizeOf(part), 256));
  for (const selection of selections.toReversed()) copySelection(writer, selection);
  return writer.finish();
}

function sizeOf({ layout, spans }: SpanSelection): number {
  return spans.reduce((sum, span) => sum + spanEnd(layout, span) - spanTag(layout, span), 512);
}

/** From the last byte to the first, as the writer works. */
function copySelection(writer: ReverseWriter, { bytes, layout, spans }: SpanSelection): void {
  const { resources, scopes } = layout;
  let left = spans.length - 1;
  let scope = scopes.length / NODE_COLUMNS - 2;
  let resource = resources.length / NODE_COLUMNS - 2;
  while (left >= 0) {
    const span = spans[left] ?? 0;
    while (firstChild(scopes, scope) > span) scope -= 1;
    while (firstChild(resources, resource) > scope) resource -= 1;
    const first = firstChild(resources, resource);
    const mark = writer.length;
    let end = column(resources, resource, 2);
    for (let at = firstChild(resources, resource + 1) - 1; at >= first; at -= 1) {
      writer.bytes(bytes, column(scopes, at, 2), end);
      end = column(scopes, at, 0);
      if (left >= 0 && (spans[left] ?? 0) >= firstChild(scopes, at)) {
        left = copyScope(writer, { bytes, layout, spans }, at, left);
      }
    }
    writer.bytes(bytes, column(resources, resource, 1), end);
    writer.close(RESOURCE_SPANS, mark);
  }
}

/** @returns the last of the selected spans that stands before this scope */
function copyScope(
  writer: ReverseWriter,
  { bytes, layout, spans }: SpanSelection,
  scope: number,
  last: number,
): number {
  const { scopes } = layout;
  const mark = writer.length;
  const first = firstChild(scopes, scope);
  let left = last;
  let end = column(scopes, scope, 2);
  for (let span = firstChild(scopes, scope + 1) - 1; span >= first; span -= 1) {
    if (spans[left] === span) left -= 1;
    else {
      writer.bytes(bytes, spanEnd(layout, span), end);
      end = spanTag(layout, span);
    }
  }
  writer.bytes(bytes, column(scopes, scope, 1), end);
  writer.close(SCOPE_SPANS, mark);
  return left;
}

const column = (table: Uint32Array, row: number, at: number): number => table[row * NODE_COLUMNS + at] ?? 0;
const firstChild = (table: Uint32Array, row: number): number => column(table, row, 3);
const spanTag = ({ spans }: RequestLayout, span: number): number => spans[span * SPAN_COLUMNS] ?? 0;
const spanEnd = ({ spans }: RequestLayout, span: number): number => spans[span * SPAN_COLUMNS + 1] ?? 0;
