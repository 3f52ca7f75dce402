import type { AttributeMap } from '@agent-attribution/core';
import { putAttributes } from '../document/put-attributes.js';
import { putResourceSpans, putScopeSpans } from '../document/put-spans.js';
import { decodeKey } from '../spans/any-value.js';
import type { OtlpRequest } from '../spans/otlp-request.js';
import type { OtlpSpanView } from '../spans/otlp-span-view.js';
import { SPAN_FIELD } from '../spans/span-fields.js';
import {
  END,
  firstScope,
  firstSpan,
  RESOURCE_COLUMNS,
  resourceCount,
  SCOPE_COLUMNS,
  SPAN_COLUMNS,
  START,
  TAG_START,
} from '../split/request-layout.js';
import { type Allocate, ownMemory, ReverseWriter } from '../wire/reverse-writer.js';
import { asBuffer, WireReader } from '../wire/wire-reader.js';
import type { Enrichment } from './enrichment.js';
import { type PlacedSpans, placeExtraSpans } from './place-extra-spans.js';

/** Field numbers of resource_spans, scope_spans and spans in their parents. */
const RESOURCE_SPANS = 1;
const SCOPE_SPANS = 2;
const SPANS = 2;

/**
 * The request as protobuf with attributes set, spans added and spans left out. Bytes are copied, not decoded: what is
 * unknown here stays as it was, and so does every part in which nothing changes. New attributes stand at the end of their
 * span, which protobuf allows. Doing it twice gives the same bytes as doing it once. Spans with invalid ids are left out,
 * and so are a resource and a scope that lose all their spans.
 *
 * @param allocate gives memory of about the size that is needed; where it is too small, more is asked of the system.
 *   Default: memory of its own.
 * @example
 * const enriched = enrichOtlp(request, { traceId, attributes: new Map([[rootId, { 'attribution.verdict': 'healthy' }]]) });
 */
export function enrichOtlp(
  request: OtlpRequest,
  enrichment: Enrichment,
  allocate: Allocate = ownMemory,
): Uint8Array {
  return new Enricher(request, enrichment, allocate).run();
}

/** What becomes of a part of the request. */
const KEEP = 0;
const REWRITE = 1;
const DROP = 2;
type Action = typeof KEEP | typeof REWRITE | typeof DROP;

/** A table of the layout, and how many numbers each of its rows has. */
interface Rows {
  readonly table: readonly number[];
  readonly columns: number;
}

class Enricher {
  readonly #bytes: Buffer;
  readonly #request: OtlpRequest;
  readonly #enrichment: Enrichment;
  readonly #writer: ReverseWriter;
  /** Decided once for each span: `select` may remember what it has let pass. */
  readonly #actions: readonly Action[];
  readonly #placed: PlacedSpans;
  readonly #resources: Rows;
  readonly #scopes: Rows;
  readonly #spans: Rows;

  constructor(request: OtlpRequest, enrichment: Enrichment, allocate: Allocate) {
    this.#bytes = asBuffer(request.bytes);
    this.#request = request;
    this.#enrichment = enrichment;
    this.#writer = new ReverseWriter(this.#bytes.length + roomFor(enrichment), allocate);
    this.#actions = decideActions(request, enrichment);
    this.#placed = placeExtraSpans(
      request,
      enrichment.extraSpans ?? [],
      (span) => request.views[span]?.traceId === enrichment.traceId && this.#actions[span] !== DROP,
    );
    const { resources, scopes, spans } = request.layout;
    this.#resources = { table: resources, columns: RESOURCE_COLUMNS };
    this.#scopes = { table: scopes, columns: SCOPE_COLUMNS };
    this.#spans = { table: spans, columns: SPAN_COLUMNS };
  }

  run(): Uint8Array {
    putResourceSpans(this.#writer, this.#placed.standalone);
    this.#writeChildren(
      { start: 0, end: this.#bytes.length },
      { rows: this.#resources, first: 0, end: resourceCount(this.#request.layout) },
      (resource) => (this.#placed.byResource.has(resource) ? REWRITE : this.#actionOnResource(resource)),
      (resource) => this.#writeResource(resource),
    );
    return this.#writer.finish();
  }

  #writeResource(resource: number): void {
    const { layout } = this.#request;
    const mark = this.#writer.length;
    putScopeSpans(this.#writer, this.#placed.byResource.get(resource) ?? []);
    this.#writeChildren(
      bodyOf(this.#resources, resource),
      {
        rows: this.#scopes,
        first: firstScope(layout, resource),
        end: firstScope(layout, resource + 1),
      },
      (scope) => this.#actionOnScope(scope),
      (scope) => this.#writeScope(scope),
    );
    this.#writer.close(RESOURCE_SPANS, mark);
  }

  #writeScope(scope: number): void {
    const { layout } = this.#request;
    const mark = this.#writer.length;
    this.#writeChildren(
      bodyOf(this.#scopes, scope),
      { rows: this.#spans, first: firstSpan(layout, scope), end: firstSpan(layout, scope + 1) },
      (span) => this.#actionOn(span),
      (span) => this.#writeSpan(span),
    );
    this.#writer.close(SCOPE_SPANS, mark);
  }

  #writeSpan(span: number): void {
    const view = this.#request.views[span];
    const added = addedTo(view, this.#enrichment) ?? {};
    const mark = this.#writer.length;
    putAttributes(this.#writer, SPAN_FIELD.attributes, added);
    const { start, end } = bodyOf(this.#spans, span);
    const replaced = hasAny(view, added) ? rangesOf(this.#bytes, start, end, added) : [];
    let keptTo = end;
    for (const [tagStart, fieldEnd] of replaced) {
      this.#writer.bytes(this.#bytes, fieldEnd, keptTo);
      keptTo = tagStart;
    }
    this.#writer.bytes(this.#bytes, start, keptTo);
    this.#writer.close(SPANS, mark);
  }

  /** Writes a body from its end to its start. What is kept is copied together with what stands around it. */
  #writeChildren(
    body: Range,
    children: { readonly rows: Rows; readonly first: number; readonly end: number },
    actionOn: (row: number) => Action,
    rewrite: (row: number) => void,
  ): void {
    const { table, columns } = children.rows;
    let keptTo = body.end;
    for (let row = children.end - 1; row >= children.first; row -= 1) {
      const action = actionOn(row);
      if (action === KEEP) continue;
      this.#writer.bytes(this.#bytes, table[row * columns + END] ?? 0, keptTo);
      if (action === REWRITE) rewrite(row);
      keptTo = table[row * columns + TAG_START] ?? 0;
    }
    this.#writer.bytes(this.#bytes, body.start, keptTo);
  }

  #actionOnResource(resource: number): Action {
    const { layout } = this.#request;
    return this.#actionOnAll(firstScope(layout, resource), firstScope(layout, resource + 1), (scope) =>
      this.#actionOnScope(scope),
    );
  }

  #actionOnScope(scope: number): Action {
    const { layout } = this.#request;
    return this.#actionOnAll(firstSpan(layout, scope), firstSpan(layout, scope + 1), (span) =>
      this.#actionOn(span),
    );
  }

  /** What had no children to begin with stays, unless only a part of the request was asked for. */
  #actionOnAll(first: number, end: number, actionOn: (row: number) => Action): Action {
    if (first === end) return this.#enrichment.select === undefined ? KEEP : DROP;
    const action = actionOn(first);
    for (let row = first + 1; row < end; row++) if (actionOn(row) !== action) return REWRITE;
    return action;
  }

  #actionOn(span: number): Action {
    return this.#actions[span] ?? DROP;
  }
}

/** Of the attributes that are set on a span. */
const BYTES_PER_SPAN = 512;
/** Of an added span, its long texts left out. */
const BYTES_PER_EXTRA_SPAN = 1536;
/** Texts that long are counted one by one. */
const MIN_LONG_TEXT = 256;

/** Bytes that are added, about: memory that is too small is asked for a second time. */
function roomFor({ attributes, extraSpans = [] }: Enrichment): number {
  let bytes = attributes.size * BYTES_PER_SPAN;
  for (const span of extraSpans) {
    bytes += BYTES_PER_EXTRA_SPAN;
    for (const value of Object.values(span.attributes ?? {})) {
      if (typeof value === 'string' && value.length >= MIN_LONG_TEXT) bytes += value.length;
    }
  }
  return bytes;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function bodyOf({ table, columns }: Rows, row: number): Range {
  return { start: table[row * columns + START] ?? 0, end: table[row * columns + END] ?? 0 };
}

function decideActions(request: OtlpRequest, enrichment: Enrichment): Action[] {
  const extraIds = new Set(enrichment.extraSpans?.map((span) => span.spanId));
  return request.views.map((view) => decideAction(view, enrichment, extraIds));
}

function decideAction(
  view: OtlpSpanView | undefined,
  enrichment: Enrichment,
  extraIds: ReadonlySet<string>,
): Action {
  if (view === undefined) return DROP;
  if (extraIds.has(view.spanId) && view.traceId === enrichment.traceId) return DROP;
  if (enrichment.select?.(view) === false) return DROP;
  return addedTo(view, enrichment) === undefined ? KEEP : REWRITE;
}

function addedTo(view: OtlpSpanView | undefined, enrichment: Enrichment): AttributeMap | undefined {
  return view?.traceId === enrichment.traceId ? enrichment.attributes.get(view.spanId) : undefined;
}

/** Whether the span already has one of the attributes that are to be set. */
function hasAny(view: OtlpSpanView | undefined, added: AttributeMap): boolean {
  return view !== undefined && Object.keys(added).some((key) => view.keys.has(key));
}

/** Start of the tag and end of each attribute of a span that is to be set, the last one first. */
function rangesOf(
  bytes: Buffer,
  start: number,
  end: number,
  added: AttributeMap,
): (readonly [tagStart: number, end: number])[] {
  const ranges: (readonly [number, number])[] = [];
  const reader = new WireReader(bytes, start, end);
  while (reader.next()) {
    if (reader.fieldNumber !== SPAN_FIELD.attributes) {
      reader.skip();
      continue;
    }
    const attributeEnd = reader.readLength();
    const isSet = Object.hasOwn(added, decodeKey(bytes, reader.position, attributeEnd));
    if (isSet) ranges.push([reader.fieldStart, attributeEnd]);
    reader.position = attributeEnd;
  }
  return ranges.toReversed();
}
