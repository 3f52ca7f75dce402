import { GEN_AI } from '@agent-attribution/semantic-conventions';
import { keyed } from '../keys/keyed-span.js';
import type { KeyedSpan } from '../keys/keyed-span.js';
import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { readEventInput, readEventOutput } from './event-messages.js';
import { normalizeFinishReasons } from './finish-reasons.js';
import type { KindProviso, NodeContent, NodeFacts, NodeKind, TokenUsage } from './node-facts.js';
import { noConvention, probesFor } from './registry.js';

/** The facts of one span, by the first row of the registry that applies. Looks a few keys up, reads no content. */
export function readNode(view: SpanView): NodeFacts {
  const span = keyed(view);
  const operation = span.attribute(GEN_AI.operationName);
  for (const { key, rows } of probesFor(operation, span.keys)) {
    const value = key === undefined ? operation : span.attribute(key);
    if (key !== undefined && value === undefined) continue;
    for (const row of rows) {
      const kind = row.kind(span, value);
      if (kind !== undefined) return new SpanFacts(span, row.convention, kind, row);
    }
  }
  return new SpanFacts(span, noConvention, 'unknown', undefined);
}

/** Reads through the convention when asked, so that a span nobody asks about costs nothing. */
class SpanFacts implements NodeFacts {
  readonly kind: NodeKind;
  readonly #span: KeyedSpan;
  readonly #convention: Convention;
  readonly #row: ConventionRow | undefined;
  /** Asked for by several readers, looked up under many names, and parsed: read once, none being an answer, too. */
  #input: { readonly content: NodeContent | undefined } | undefined;
  #output: { readonly content: NodeContent | undefined } | undefined;

  constructor(span: KeyedSpan, convention: Convention, kind: NodeKind, row: ConventionRow | undefined) {
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

  get proviso(): KindProviso {
    return this.#row?.proviso?.(this.#span, this.kind) ?? 'always';
  }

  get agentName(): string | undefined {
    return this.#convention.agentName?.(this.#span, this.kind);
  }

  get agentId(): string | undefined {
    return this.#convention.agentId?.(this.#span);
  }

  get ownerIsStated(): boolean {
    return this.#convention.ownerIsStated?.(this.#span) ?? false;
  }

  get handoff(): NodeFacts['handoff'] {
    return this.kind === 'handoff' ? this.#convention.handoff?.(this.#span) : undefined;
  }

  get tokens(): TokenUsage | undefined {
    return this.#convention.tokens?.(this.#span, this.kind);
  }

  get tokensAreAggregate(): boolean {
    return this.kind !== 'llm_call' && this.kind !== 'embedding' && this.#convention.tokensAreOwn !== true;
  }

  get tokensRepeatClient(): boolean {
    return this.#convention.tokensRepeatClient?.(this.#span) ?? false;
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
    return normalizeFinishReasons(this.#convention.finishReasons?.(this.#span));
  }

  get toolName(): string | undefined {
    return this.#convention.toolName?.(this.#span);
  }

  get toolCallId(): string | undefined {
    return this.#convention.toolCallId?.(this.#span);
  }

  get softError(): string | undefined {
    return this.#convention.softError?.(this.#span, this.kind);
  }

  get guardrailTriggered(): boolean | undefined {
    return this.#convention.guardrailTriggered?.(this.#span);
  }

  get passesControlOn(): boolean {
    return this.#convention.passesControlOn?.(this.#span) ?? false;
  }

  input(): NodeContent | undefined {
    this.#input ??= {
      content: this.#convention.input?.(this.#span, this.kind) ?? readEventInput(this.#span),
    };
    return this.#input.content;
  }

  output(): NodeContent | undefined {
    this.#output ??= {
      content: this.#convention.output?.(this.#span, this.kind) ?? readEventOutput(this.#span),
    };
    return this.#output.content;
  }
}
