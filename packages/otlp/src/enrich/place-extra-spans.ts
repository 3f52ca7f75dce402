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
  const parentOf = new Map(extras.map((span) => [span.spanId, span.parentSpanId]));
  const ancestors = extras.map((span) => ancestorOf(span, parentOf) ?? '');
  const resourceOf = findResources(resources, new Set(ancestors), isCandidate);
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
  resources: readonly ResourceNode[],
  wanted: ReadonlySet<string>,
  isCandidate: (span: SpanNode) => boolean,
): Map<string, ResourceNode> {
  const found = new Map<string, ResourceNode>();
  for (const resource of resources) {
    for (const scope of resource.children) {
      for (const span of scope.children) {
        const id = span.view?.spanId;
        if (id === undefined || !wanted.has(id) || found.has(id) || !isCandidate(span)) continue;
        found.set(id, resource);
        if (found.size === wanted.size) return found;
      }
    }
  }
  return found;
}
