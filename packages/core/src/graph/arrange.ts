import { keyed } from '../keys/keyed-span.js';
import type { KeyedSpan } from '../keys/keyed-span.js';
import type { SpanView } from '../span-view.js';
import { ascendingList, indexList } from '../plain/index-list.js';
import type { IndexList } from '../plain/index-list.js';
import { ScratchList } from '../plain/scratch-list.js';
import { sortList } from '../plain/sort-list.js';
import { spanIndexFor } from './span-index.js';
import type { SpanIndex } from './span-index.js';

/** The spans of a trace in a fixed order, as a forest without cycles, whatever came in. */
export interface Arrangement {
  /** By start; parents before their children when they start together; then by end, then by id. */
  readonly spans: readonly KeyedSpan[];
  /** Index of each span's parent, or -1 for a root. */
  readonly parents: IndexList;
  /** All indexes, every parent before its children: in order, unless a child's clock runs ahead of its parent's. */
  readonly topDown: IndexList;
  /** Spans whose parent is not in the trace: roots by necessity. */
  readonly orphanCount: number;
  readonly duplicateCount: number;
  /** Parent references that were cut because they closed a circle. */
  readonly cycleCount: number;
}

const scratchParents = new ScratchList();
const scratchDepths = new ScratchList();
const scratchRanks = new ScratchList();

/**
 * Arranges spans independently of the order they came in. Linear but for the sort; no recursion, so a chain of 100,000
 * spans is as good as any.
 */
export function arrange(input: readonly SpanView[]): Arrangement {
  const { spans: unique, ids } = deduplicate(input);
  const count = unique.length;
  const parents = scratchParents.filled(count, -1);
  let orphanCount = 0;
  for (let index = 0; index < count; index++) {
    const parentSpanId = unique[index]?.parentSpanId;
    if (parentSpanId === undefined) continue;
    const parent = ids.placeOf(parentSpanId);
    if (parent === -1) orphanCount += 1;
    parents[index] = parent;
  }
  const { depths, cycleCount } = measureDepths(unique, parents);

  const order = orderOf(unique, depths);
  const rankOf = scratchRanks.filled(count, 0);
  for (let rank = 0; rank < count; rank++) rankOf[order[rank] ?? 0] = rank;

  const spans = order.map((index) => keyed(at(unique, index)));
  const rankedParents = indexList(count);
  let isTopDown = true;
  for (let rank = 0; rank < count; rank++) {
    const parent = parents[order[rank] ?? 0] ?? -1;
    if (parent === -1) continue;
    const parentRank = rankOf[parent] ?? -1;
    rankedParents[rank] = parentRank;
    if (parentRank > rank) isTopDown = false;
  }
  return {
    spans,
    parents: rankedParents,
    topDown: isTopDown ? ascendingList(count) : topDownOf(order, depths),
    orphanCount,
    duplicateCount: input.length - count,
    cycleCount,
  };
}

/** The same span id twice is one span: the one that ended later, which is the one its sender finished. */
function deduplicate(input: readonly SpanView[]): {
  readonly spans: readonly SpanView[];
  readonly ids: SpanIndex;
} {
  const ids = spanIndexFor(input.length);
  let isRepeated = false;
  for (const { spanId } of input) if (ids.placeOrAdd(spanId) !== -1) isRepeated = true;
  if (!isRepeated) return { spans: input, ids };
  const spans: SpanView[] = [];
  for (const span of input) {
    // Places were given in this order: that of an id which is new is the next.
    const place = ids.placeOf(span.spanId);
    const known = spans[place];
    if (known === undefined || span.endMicros > known.endMicros) spans[place] = span;
  }
  return { spans, ids };
}

/** Depth of every span; a circle of parents is cut at its earliest span, which becomes a root. */
function measureDepths(
  spans: readonly SpanView[],
  parents: IndexList,
): { depths: IndexList; cycleCount: number } {
  const UNKNOWN = -1;
  const ON_PATH = -2;
  const depths = scratchDepths.filled(spans.length, UNKNOWN);
  let cycleCount = 0;
  const path: number[] = [];
  for (let start = 0; start < spans.length; start++) {
    let index = start;
    while (index !== -1 && depths[index] === UNKNOWN) {
      depths[index] = ON_PATH;
      path.push(index);
      index = parents[index] ?? -1;
      if (index !== -1 && depths[index] === ON_PATH) {
        const earliest = earliestOf(spans, path.slice(path.indexOf(index)));
        parents[earliest] = -1;
        cycleCount += 1;
        // What was walked after the cut must be walked again from it: unmark the whole path and start over.
        for (const walked of path) depths[walked] = UNKNOWN;
        path.length = 0;
        index = start;
      }
    }
    let depth = index === -1 ? -1 : (depths[index] ?? 0);
    for (let walked = path.pop(); walked !== undefined; walked = path.pop()) depths[walked] = ++depth;
  }
  return { depths, cycleCount };
}

function earliestOf(spans: readonly SpanView[], indexes: readonly number[]): number {
  return indexes.reduce((best, index) => {
    const a = at(spans, index);
    const b = at(spans, best);
    return a.startMicros < b.startMicros || (a.startMicros === b.startMicros && a.spanId < b.spanId)
      ? index
      : best;
  });
}

/** Times while they are sorted: typed arrays are slow to make, so all traces of few spans use the same. */
const FEW = 64;
const FEW_STARTS = new Float64Array(FEW);
const FEW_ENDS = new Float64Array(FEW);

/** All indexes in the order that an arrangement has. */
function orderOf(spans: readonly SpanView[], depths: IndexList): number[] {
  // Spans that start together, as many do with what they begin by starting, are in order nearly then.
  const grouped = byDepth(depths, spans.length);
  const order = Array.isArray(grouped) ? grouped : Array.from(grouped);
  const isFew = spans.length <= FEW;
  const starts = isFew ? FEW_STARTS : new Float64Array(spans.length);
  const ends = isFew ? FEW_ENDS : new Float64Array(spans.length);
  for (let index = 0; index < spans.length; index++) {
    const { startMicros, endMicros } = at(spans, index);
    starts[index] = startMicros;
    ends[index] = endMicros;
  }
  return sortList(
    order,
    (a, b) =>
      (starts[a] ?? 0) - (starts[b] ?? 0) ||
      (depths[a] ?? 0) - (depths[b] ?? 0) ||
      (ends[a] ?? 0) - (ends[b] ?? 0) ||
      (at(spans, a).spanId < at(spans, b).spanId ? -1 : 1),
  );
}

/** Ranks by depth. */
function topDownOf(order: readonly number[], depths: IndexList): IndexList {
  const rankedDepths = order.map((index) => depths[index] ?? 0);
  return byDepth(rankedDepths, order.length);
}

/** Counting sort: stable, linear, parents first. */
function byDepth(depths: IndexList, count: number): IndexList {
  const offsets: number[] = [];
  for (let index = 0; index < count; index++) {
    const depth = depths[index] ?? 0;
    while (offsets.length <= depth + 1) offsets.push(0);
    offsets[depth + 1] = (offsets[depth + 1] ?? 0) + 1;
  }
  for (let depth = 1; depth < offsets.length; depth++) {
    offsets[depth] = (offsets[depth] ?? 0) + (offsets[depth - 1] ?? 0);
  }
  const order = indexList(count, 0);
  for (let index = 0; index < count; index++) {
    const depth = depths[index] ?? 0;
    const position = offsets[depth] ?? 0;
    order[position] = index;
    offsets[depth] = position + 1;
  }
  return order;
}

function at(spans: readonly SpanView[], index: number): SpanView {
  const span = spans[index];
  if (span === undefined) throw new RangeError(`no span ${index} of ${spans.length}`);
  return span;
}
