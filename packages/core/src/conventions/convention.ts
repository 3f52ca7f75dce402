import type { KeyedSpan } from '../keys/keyed-span.js';
import type { AttributeValue } from '../span-view.js';
import type { KindProviso, NodeContent, NodeKind, TokenUsage } from './node-facts.js';

/** How one telemetry convention is read. What a convention does not say is left out, and is then unknown. */
export interface Convention {
  /** As counted in the report: `attribution`, `gen_ai`, … */
  readonly id: string;
  agentName?(span: KeyedSpan, kind: NodeKind): string | undefined;
  agentId?(span: KeyedSpan): string | undefined;
  /** Whether the agent that the span names owns it even inside another agent's span. Default: it does not. */
  ownerIsStated?(span: KeyedSpan): boolean;
  handoff?(span: KeyedSpan): { readonly from: string | undefined; readonly to: string } | undefined;
  tokens?(span: KeyedSpan, kind: NodeKind): TokenUsage | undefined;
  /** Whether what an agent's span reports leaves out what agents below it used. Default: it is a sum of all below. */
  readonly tokensAreOwn?: boolean;
  tokensRepeatClient?(span: KeyedSpan): boolean;
  costUsd?(span: KeyedSpan): number | undefined;
  model?(span: KeyedSpan): string | undefined;
  responseId?(span: KeyedSpan): string | undefined;
  /** As written; `SpanFacts` puts them into our words. */
  finishReasons?(span: KeyedSpan): readonly string[];
  toolName?(span: KeyedSpan): string | undefined;
  toolCallId?(span: KeyedSpan): string | undefined;
  /** Asked for every node without an error status, so it must be cheap. */
  softError?(span: KeyedSpan, kind: NodeKind): string | undefined;
  guardrailTriggered?(span: KeyedSpan): boolean | undefined;
  /** Whether an error status only says that control went elsewhere. Default: it is an error. */
  passesControlOn?(span: KeyedSpan): boolean;
  input?(span: KeyedSpan, kind: NodeKind): NodeContent | undefined;
  output?(span: KeyedSpan, kind: NodeKind): NodeContent | undefined;
}

/** One row of the mapping table. Rows are tried in the order of the registry; the first that gives a kind decides. */
export interface ConventionRow {
  /** Stable name, shown by `analyze` and `doctor`. */
  readonly id: string;
  readonly convention: Convention;
  /** Values of `gen_ai.operation.name` that the row is about. Default: any, and none. */
  readonly operations?: readonly string[];
  /** Attribute without which the row does not apply; its value is handed to `kind`. Default: the operation. */
  readonly key?: string;
  /** The kind of node that the span is by this row, or undefined when the row does not apply. */
  kind(span: KeyedSpan, value: AttributeValue | undefined): NodeKind | undefined;
  /** Default: `always`. */
  proviso?(span: KeyedSpan, kind: NodeKind): KindProviso;
}

/** A row that looks the value of one attribute up in a table. */
export function rowByValue(
  row: Pick<ConventionRow, 'id' | 'convention' | 'proviso'> & { readonly key: string },
  kinds: Readonly<Record<string, NodeKind>>,
  otherwise?: NodeKind,
): ConventionRow {
  const byValue = new Map(Object.entries(kinds));
  return {
    ...row,
    kind: (_span, value) => (typeof value === 'string' ? (byValue.get(value) ?? otherwise) : undefined),
  };
}

/** A row that looks the operation up in a table; it is asked for the operations of that table only. */
export function rowByOperation(
  row: Pick<ConventionRow, 'id' | 'convention' | 'proviso'>,
  kinds: Readonly<Record<string, NodeKind>>,
): ConventionRow {
  const byOperation = new Map(Object.entries(kinds));
  return {
    ...row,
    operations: [...byOperation.keys()],
    kind: (_span, operation) => (typeof operation === 'string' ? byOperation.get(operation) : undefined),
  };
}
