import type { AttributeMap, SpanView } from '@agent-attribution/core';
import { putAttributes } from '../document/put-attributes.js';
import { putResourceSpans, putScopeSpans } from '../document/put-spans.js';
import type { SpanDocument } from '../document/span-document.js';
import { decodeKey } from '../spans/any-value.js';
import type { OtlpRequest, RequestNode, ResourceNode, ScopeNode, SpanNode } from '../spans/otlp-request.js';
import { ReverseWriter } from '../wire/reverse-writer.js';
import { asBuffer } from '../wire/wire-reader.js';
import type { Enrichment } from './enrichment.js';
import { placeExtraSpans } from './place-extra-spans.js';

/** Field numbers: of resource_spans, scope_spans and spans in their parents, of attributes in a span. */
const RESOURCE_SPANS = 1;
const SCOPE_SPANS = 2;
const SPANS = 2;
const ATTRIBUTES = 9;

/**
 * The request as protobuf with attributes set, spans added and spans left out. Bytes are copied, not decoded: what is
 * unknown here stays as it was, and so does every part in which nothing changes. New attributes stand at the end of their
 * span, which protobuf allows. Doing it twice gives the same bytes as doing it once. Spans with invalid ids are left out,
 * and so are a resource and a scope that lose all their spans.
 *
 * @example
 * const enriched = enrichOtlp(request, { traceId, attributes: new Map([[rootId, { 'attribution.verdict': 'healthy' }]]) });
 */
export function enrichOtlp(request: OtlpRequest, enrichment: Enrichment): Uint8Array {
  return new Enricher(request, enrichment).run();
}

type Action = 'keep' | 'drop' | 'rewrite';

class Enricher {
  readonly #bytes: Buffer;
  readonly #request: OtlpRequest;
  readonly #enrichment: Enrichment;
  readonly #writer: ReverseWriter;
  /** Decided once for each span: `select` may remember what it has let pass. */
  readonly #actions: ReadonlyMap<SpanNode, Action>;
  readonly #byResource: ReadonlyMap<ResourceNode, readonly SpanDocument[]>;
  readonly #standalone: readonly SpanDocument[];

  constructor(request: OtlpRequest, enrichment: Enrichment) {
    this.#bytes = asBuffer(request.bytes);
    this.#request = request;
    this.#enrichment = enrichment;
    this.#writer = new ReverseWriter(this.#bytes.length + 1024);
    const extras = enrichment.extraSpans ?? [];
    this.#actions = decideActions(request, enrichment);
    const placed = placeExtraSpans(
      request.resources,
      extras,
      (span) => span.view?.traceId === enrichment.traceId && this.#actionOn(span) !== 'drop',
    );
    this.#byResource = placed.byResource;
    this.#standalone = placed.standalone;
  }

  run(): Uint8Array {
    putResourceSpans(this.#writer, this.#standalone);
    const root: Parent<ResourceNode> = {
      start: 0,
      end: this.#bytes.length,
      children: this.#request.resources,
    };
    this.#writeChildren(
      root,
      (resource) => (this.#byResource.has(resource) ? 'rewrite' : this.#actionOnResource(resource)),
      (resource) => this.#writeResource(resource),
    );
    return this.#writer.finish();
  }

  #writeResource(resource: ResourceNode): void {
    const mark = this.#writer.length;
    putScopeSpans(this.#writer, this.#byResource.get(resource) ?? []);
    this.#writeChildren(
      resource,
      (scope) => this.#actionOnScope(scope),
      (scope) => this.#writeScope(scope),
    );
    this.#writer.close(RESOURCE_SPANS, mark);
  }

  #writeScope(scope: ScopeNode): void {
    const mark = this.#writer.length;
    this.#writeChildren(
      scope,
      (span) => this.#actionOn(span),
      (span) => this.#writeSpan(span),
    );
    this.#writer.close(SCOPE_SPANS, mark);
  }

  #writeSpan(span: SpanNode): void {
    const added = addedTo(span, this.#enrichment) ?? {};
    const mark = this.#writer.length;
    putAttributes(this.#writer, ATTRIBUTES, added);
    const children = hasAny(span.view, added) ? attributeNodes(this.#bytes, span) : [];
    this.#writeChildren(
      { ...span, children },
      ({ key }) => (Object.hasOwn(added, key) ? 'drop' : 'keep'),
      () => {},
    );
    this.#writer.close(SPANS, mark);
  }

  /** Writes a body from its end to its start. What is kept is copied together with what stands around it. */
  #writeChildren<Child extends RequestNode>(
    parent: Parent<Child>,
    actionOn: (child: Child) => Action,
    rewrite: (child: Child) => void,
  ): void {
    let end = parent.end;
    for (let index = parent.children.length - 1; index >= 0; index -= 1) {
      const child = parent.children[index];
      const action = child === undefined ? 'keep' : actionOn(child);
      if (child === undefined || action === 'keep') continue;
      this.#writer.bytes(this.#bytes, child.end, end);
      if (action === 'rewrite') rewrite(child);
      end = child.tagStart;
    }
    this.#writer.bytes(this.#bytes, parent.start, end);
  }

  #actionOnResource(resource: ResourceNode): Action {
    return this.#actionOnAll(resource.children.map((scope) => this.#actionOnScope(scope)));
  }

  #actionOnScope(scope: ScopeNode): Action {
    return this.#actionOnAll(scope.children.map((span) => this.#actionOn(span)));
  }

  /** What had no children to begin with stays, unless only a part of the request was asked for. */
  #actionOnAll(actions: readonly Action[]): Action {
    if (actions.length === 0) return this.#enrichment.select === undefined ? 'keep' : 'drop';
    if (actions.every((action) => action === 'drop')) return 'drop';
    return actions.every((action) => action === 'keep') ? 'keep' : 'rewrite';
  }

  #actionOn(span: SpanNode): Action {
    return this.#actions.get(span) ?? 'drop';
  }
}

interface Parent<Child> {
  readonly start: number;
  readonly end: number;
  readonly children: readonly Child[];
}

function decideActions(request: OtlpRequest, enrichment: Enrichment): Map<SpanNode, Action> {
  const extraIds = new Set(enrichment.extraSpans?.map((span) => span.spanId));
  const spans = request.resources.flatMap((resource) => resource.children.flatMap((scope) => scope.children));
  return new Map(spans.map((span) => [span, decideAction(span, enrichment, extraIds)]));
}

function decideAction(span: SpanNode, enrichment: Enrichment, extraIds: ReadonlySet<string>): Action {
  const { view } = span;
  if (view === undefined) return 'drop';
  if (view.traceId === enrichment.traceId && extraIds.has(view.spanId)) return 'drop';
  if (enrichment.select?.(view) === false) return 'drop';
  return addedTo(span, enrichment) === undefined ? 'keep' : 'rewrite';
}

function addedTo({ view }: SpanNode, enrichment: Enrichment): AttributeMap | undefined {
  return view?.traceId === enrichment.traceId ? enrichment.attributes.get(view.spanId) : undefined;
}

/** Whether the span already has one of the attributes that are to be set. */
function hasAny(view: SpanView | undefined, added: AttributeMap): boolean {
  return view !== undefined && Object.keys(added).some((key) => view.attribute(key) !== undefined);
}

function attributeNodes(bytes: Buffer, span: SpanNode): (RequestNode & { readonly key: string })[] {
  const { attributes, attributeTags } = span.scanned;
  return attributeTags.map((tagStart, index) => {
    const start = attributes[index * 2] ?? 0;
    const end = attributes[index * 2 + 1] ?? 0;
    return { tagStart, start, end, key: decodeKey(bytes, start, end) };
  });
}
