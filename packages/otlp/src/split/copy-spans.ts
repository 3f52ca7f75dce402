import { type Allocate, ownMemory, ReverseWriter } from '../wire/reverse-writer.js';
import { type CopyWriter, SizeCounter } from '../wire/size-counter.js';
import {
  END,
  firstGap,
  firstScope,
  firstSpan,
  GAP_COLUMNS,
  RESOURCE_COLUMNS,
  type RequestLayout,
  resourceCount,
  SCOPE_COLUMNS,
  scopeCount,
  SPAN_COLUMNS,
  START,
  TAG_START,
} from './request-layout.js';

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
 *
 * @param allocate gives memory of just the size that is needed. Default: memory of its own.
 */
export function copySpans(selections: readonly SpanSelection[], allocate: Allocate = ownMemory): Uint8Array {
  const size = new SizeCounter();
  copyAll(size, selections);
  const writer = new ReverseWriter(size.length, allocate);
  copyAll(writer, selections);
  return writer.finish();
}

function copyAll(writer: CopyWriter, selections: readonly SpanSelection[]): void {
  for (let at = selections.length - 1; at >= 0; at -= 1) {
    const selection = selections[at];
    if (selection !== undefined) copySelection(writer, selection);
  }
}

/** From the last byte to the first, as the writer works. */
function copySelection(writer: CopyWriter, selection: SpanSelection): void {
  const { bytes, layout, spans } = selection;
  const { resources, scopes } = layout;
  let left = spans.length - 1;
  let scope = scopeCount(layout) - 1;
  let resource = resourceCount(layout) - 1;
  while (left >= 0) {
    const span = spans[left] ?? 0;
    while (firstSpan(layout, scope) > span) scope -= 1;
    while (firstScope(layout, resource) > scope) resource -= 1;
    const first = firstScope(layout, resource);
    const mark = writer.length;
    let end = resources[resource * RESOURCE_COLUMNS + END] ?? 0;
    for (let at = firstScope(layout, resource + 1) - 1; at >= first; at -= 1) {
      writer.bytes(bytes, scopes[at * SCOPE_COLUMNS + END] ?? 0, end);
      end = scopes[at * SCOPE_COLUMNS + TAG_START] ?? 0;
      if (left >= 0 && (spans[left] ?? 0) >= firstSpan(layout, at)) {
        left = copyScope(writer, selection, at, left);
      }
    }
    writer.bytes(bytes, resources[resource * RESOURCE_COLUMNS + START] ?? 0, end);
    writer.close(RESOURCE_SPANS, mark);
  }
}

/**
 * Merges the selected spans with what in the scope is no span. What stands side by side is copied at once.
 *
 * @returns the last of the selected spans that stands before this scope
 */
function copyScope(writer: CopyWriter, selection: SpanSelection, scope: number, last: number): number {
  const { bytes, layout, spans } = selection;
  const { gaps } = layout;
  const mark = writer.length;
  const first = firstSpan(layout, scope);
  const gapFloor = firstGap(layout, scope);
  let gap = firstGap(layout, scope + 1) - 1;
  let left = last;
  let start = 0;
  let end = 0;
  while (true) {
    const span = spans[left] ?? -1;
    const hasSpan = span >= first;
    const hasGap = gap >= gapFloor;
    if (!hasSpan && !hasGap) break;
    const takesGap = hasGap && (!hasSpan || (gaps[gap * GAP_COLUMNS] ?? 0) > spanTag(layout, span));
    const from = takesGap ? (gaps[gap * GAP_COLUMNS] ?? 0) : spanTag(layout, span);
    const to = takesGap ? (gaps[gap * GAP_COLUMNS + 1] ?? 0) : spanEnd(layout, span);
    if (takesGap) gap -= 1;
    else left -= 1;
    if (to !== start) {
      writer.bytes(bytes, start, end);
      end = to;
    }
    start = from;
  }
  writer.bytes(bytes, start, end);
  writer.close(SCOPE_SPANS, mark);
  return left;
}

const spanTag = ({ spans }: RequestLayout, span: number): number =>
  spans[span * SPAN_COLUMNS + TAG_START] ?? 0;
const spanEnd = ({ spans }: RequestLayout, span: number): number => spans[span * SPAN_COLUMNS + END] ?? 0;
