import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import type { NodeContent, NodeFacts, NodeKind, TokenUsage } from './node-facts.js';
import { CONVENTION_ROWS, noConvention } from './registry.js';

/** The facts of one span, by the first row of the registry that applies. Reads one or two attributes, no content. */
export function readNode(span: SpanView): NodeFacts {
  for (const row of CONVENTION_ROWS) {
    const kind = row.kind(span);
    if (kind !== undefined) return new SpanFacts(span, row.convention, kind, row);
  }
  return new SpanFacts(span, noConvention, 'unknown', undefined);
}

/** Reads through the convention when asked, so that a span nobody asks about costs nothing. */
class SpanFacts implements NodeFacts {
  readonly kind: NodeKind;
  readonly #span: SpanView;
  readonly #convention: Convention;
  readonly #row: ConventionRow | undefined;

  constructor(span: SpanView, convention: Convention, kind: NodeKind, row: ConventionRow | undefined) {
    this.kind = kind;
    this.#span = span;
    this.#convention = convention;
    this.#row = row;
  }

  get convention(): string {
    return this.#convention.id;
  }

  get row(): string {
    return this.#row?.id ?? 'none';
  }

  get agentCertainty(): 'certain' | 'if_working' {
    return this.#row?.agentCertainty?.(this.#span) ?? 'certain';
  }

  get agentName(): string | undefined {
    return this.#convention.agentName?.(this.#span, this.kind);
  }

  get agentId(): string | undefined {
    return this.#convention.agentId?.(this.#span);
  }

  get handoff(): NodeFacts['handoff'] {
    return this.kind === 'handoff' ? this.#convention.handoff?.(this.#span) : undefined;
  }

  get tokens(): TokenUsage | undefined {
    return this.#convention.tokens?.(this.#span);
  }

  get tokensAreAggregate(): boolean {
    return this.kind !== 'llm_call' && this.kind !== 'embedding';
  }

  get costUsd(): number | undefined {
    return this.#convention.costUsd?.(this.#span);
  }

  get model(): string | undefined {
    return this.#convention.model?.(this.#span);
  }

  get responseId(): string | undefined {
    return this.#convention.responseId?.(this.#span);
  }

  get finishReasons(): readonly string[] {
    return this.#convention.finishReasons?.(this.#span) ?? [];
  }

  get toolName(): string | undefined {
    return this.#convention.toolName?.(this.#span);
  }

  get toolCallId(): string | undefined {
    return this.#convention.toolCallId?.(this.#span);
  }

  get softError(): string | undefined {
    return this.#convention.softError?.(this.#span);
  }

  input(): NodeContent | undefined {
    return this.#convention.input?.(this.#span, this.kind);
  }

  output(): NodeContent | undefined {
    return this.#convention.output?.(this.#span, this.kind);
  }
}
