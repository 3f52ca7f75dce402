import type { AttributeMap } from '@agent-attribution/core';
import type { SpanDocument } from './span-document.js';

/** Spans of equal resources together, in the order in which they first appear. */
export function groupByResource(spans: Iterable<SpanDocument>): SpanDocument[][] {
  const keyOf = resourceKeys();
  return groupBy(spans, (span) => keyOf(span.resource ?? {}));
}

/** Spans of equal scopes together, in the order in which they first appear. */
export function groupByScope(spans: Iterable<SpanDocument>): SpanDocument[][] {
  return groupBy(spans, (span) => JSON.stringify([span.scopeName, span.scopeVersion]));
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): T[][] {
  const list = [...items];
  // The most frequent of all requests, a trace's one attribution span, needs no key.
  if (list.length === 1) return [list];
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Equal resources have equal keys, whatever the order of their attributes; each object is looked at once. */
function resourceKeys(): (resource: AttributeMap) => string {
  const known = new Map<AttributeMap, string>();
  return (resource) => {
    const key = known.get(resource) ?? JSON.stringify(Object.entries(resource).sort(byKey));
    known.set(resource, key);
    return key;
  };
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
