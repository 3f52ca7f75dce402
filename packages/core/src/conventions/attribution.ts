import {
  ATTRIBUTION_INPUT,
  ATTRIBUTION_OUTPUT,
  ATTRIBUTION_SCOPE,
  ATTRIBUTION_SPAN_NAME,
  NODE_TYPES,
} from '@agent-attribution/semantic-conventions';
import type { NodeType } from '@agent-attribution/semantic-conventions';
import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { genAi } from './gen-ai.js';

/** Our own convention: the node type is stated, everything else is read as GenAI, of which it is an extension. */
const attribution: Convention = { ...genAi, id: 'attribution' };

const NODE_TYPE_SET: ReadonlySet<unknown> = new Set(NODE_TYPES);

export const attributionRows: readonly ConventionRow[] = [
  {
    id: 'attribution.node_type',
    convention: attribution,
    key: ATTRIBUTION_INPUT.nodeType,
    kind: (_span, stated) => (isNodeType(stated) ? stated : undefined),
  },
];

export function isNodeType(value: unknown): value is NodeType {
  return NODE_TYPE_SET.has(value);
}

/** The span that attribution itself added to a trace: never part of what is attributed. */
export function isAttributionSpan(span: SpanView): boolean {
  return (
    span.name === ATTRIBUTION_SPAN_NAME &&
    (span.scopeName === ATTRIBUTION_SCOPE || span.attribute(ATTRIBUTION_OUTPUT.report) !== undefined)
  );
}
