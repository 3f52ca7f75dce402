import type { SpanView } from '../span-view.js';
import type { NodeContent, NodeKind, TokenUsage } from './node-facts.js';

/** How one telemetry convention is read. What a convention does not say is left out, and is then unknown. */
export interface Convention {
  /** As counted in the report: `attribution`, `gen_ai`, … */
  readonly id: string;
  agentName?(span: SpanView, kind: NodeKind): string | undefined;
  agentId?(span: SpanView): string | undefined;
  handoff?(span: SpanView): { readonly from: string | undefined; readonly to: string } | undefined;
  tokens?(span: SpanView): TokenUsage | undefined;
  costUsd?(span: SpanView): number | undefined;
  model?(span: SpanView): string | undefined;
  responseId?(span: SpanView): string | undefined;
  finishReasons?(span: SpanView): readonly string[];
  toolName?(span: SpanView): string | undefined;
  toolCallId?(span: SpanView): string | undefined;
  softError?(span: SpanView): string | undefined;
  input?(span: SpanView, kind: NodeKind): NodeContent | undefined;
  output?(span: SpanView, kind: NodeKind): NodeContent | undefined;
}

/** One row of the mapping table. Rows are tried in the order of the registry; the first that gives a kind decides. */
export interface ConventionRow {
  /** Stable name, shown by `analyze` and `doctor`. */
  readonly id: string;
  readonly convention: Convention;
  /** The kind of node that the span is by this row, or undefined when the row does not apply. */
  kind(span: SpanView): NodeKind | undefined;
  /** Agents of this row are agents only when tools or other agents nest below them. Default: certain. */
  agentCertainty?(span: SpanView): 'certain' | 'if_working';
}
