import type { SpanDocument } from '../document/span-document.js';
import type { ResourceNode, SpanNode } from '../spans/otlp-request.js';

export interface PlacedSpans {
  readonly byResource: ReadonlyMap<ResourceNode, readonly SpanDocument[]>;
  /** Spans that none of the request's resources holds an ancestor of. */
  readonly standalone: readonly SpanDocument[];
}

/**
 * Finds for each added span the resource that it belongs to: that of its nearest ancestor in the request.
 *
 * @param isCandidate whether a span of the request may be such an ancestor.
 */
export function placeExtraSpans(
  resources: readonly ResourceNode[],
  extras: readonly SpanDocument[],
  isCandidate: (span: SpanNode) => boolean,
): PlacedSpans {
  const byResource = new Map<ResourceNode, SpanDocument[]>();
  const standalone: SpanDocument[] = [];
  if (extras.length === 0) return { byResource, standalone };
  const resourceOf = indexBySpanId(resources, isCandidate);
  const parentOf = new Map(extras.map((span) => [span.spanId, span.parentSpanId]));
  for (const span of extras) {
    const resource = resourceOf.get(ancestorOf(span, parentOf) ?? '');
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

function indexBySpanId(
  resources: readonly ResourceNode[],
  isCandidate: (span: SpanNode) => boolean,
): Map<string, ResourceNode> {
  const index = new Map<string, ResourceNode>();
  for (const resource of resources) {
    for (const span of resource.children.flatMap((scope) => scope.children)) {
      const id = span.view?.spanId;
      if (id !== undefined && !index.has(id) && isCandidate(span)) index.set(id, resource);
    }
  }
  return index;
}
