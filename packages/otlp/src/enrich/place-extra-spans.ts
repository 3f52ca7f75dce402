import type { SpanDocument } from '../document/span-document.js';
import type { OtlpRequest } from '../spans/otlp-request.js';
import { firstScope, firstSpan, resourceCount } from '../split/request-layout.js';

export interface PlacedSpans {
  /** By the place of the resource in the request. */
  readonly byResource: ReadonlyMap<number, readonly SpanDocument[]>;
  /** Spans that none of the request's resources holds an ancestor of. */
  readonly standalone: readonly SpanDocument[];
}

/**
 * Finds for each added span the resource that it belongs to: that of its nearest ancestor in the request.
 *
 * @param isCandidate whether the span at a place of the request may be such an ancestor.
 */
export function placeExtraSpans(
  request: OtlpRequest,
  extras: readonly SpanDocument[],
  isCandidate: (span: number) => boolean,
): PlacedSpans {
  const byResource = new Map<number, SpanDocument[]>();
  const standalone: SpanDocument[] = [];
  if (extras.length === 0) return { byResource, standalone };
  const parentOf = new Map(extras.map((span) => [span.spanId, span.parentSpanId]));
  const ancestors = extras.map((span) => ancestorOf(span, parentOf) ?? '');
  const resourceOf = findResources(request, new Set(ancestors), isCandidate);
  for (const [index, span] of extras.entries()) {
    const resource = resourceOf.get(ancestors[index] ?? '');
    const placed = resource === undefined ? standalone : byResource.get(resource);
    if (placed !== undefined) placed.push(span);
    else if (resource !== undefined) byResource.set(resource, [span]);
  }
  return { byResource, standalone };
}

/** The nearest ancestor that is not itself an added span. Added spans that are each other's parents have none. */
function ancestorOf(
  span: SpanDocument,
  parentOf: ReadonlyMap<string, string | undefined>,
): string | undefined {
  let ancestor = span.parentSpanId;
  for (let steps = parentOf.size; ancestor !== undefined && parentOf.has(ancestor); steps -= 1) {
    if (steps === 0) return undefined;
    ancestor = parentOf.get(ancestor);
  }
  return ancestor;
}

/** The resource of each span that is wanted and there. */
function findResources(
  { layout, views }: OtlpRequest,
  wanted: ReadonlySet<string>,
  isCandidate: (span: number) => boolean,
): Map<string, number> {
  const found = new Map<string, number>();
  for (let resource = 0; resource < resourceCount(layout); resource++) {
    const last = firstSpan(layout, firstScope(layout, resource + 1));
    for (let span = firstSpan(layout, firstScope(layout, resource)); span < last; span++) {
      const id = views[span]?.spanId;
      if (id === undefined || !wanted.has(id) || found.has(id) || !isCandidate(span)) continue;
      found.set(id, resource);
      if (found.size === wanted.size) return found;
    }
  }
  return found;
}
