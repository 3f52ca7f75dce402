import { SpanKind } from '@opentelemetry/api';
import type { Attributes, Span } from '@opentelemetry/api';
import type { NodeType } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';
import { capturesContent } from './content.js';
import type { CheckHandle, VerdictDetails } from './node-handle.js';
import type { NodeDefinition } from './run-node.js';
import { SpanHandle } from './span-handle.js';

export interface CheckOptions {
  /** Which check this is, where a turn has several. */
  readonly name?: string | undefined;
  readonly captureContent?: boolean | undefined;
}

/** What a check may return, or state through its handle; more fields are welcome and passed on. */
export interface Finding<V extends string> extends VerdictDetails {
  readonly verdict: V;
}

export interface CheckKind<V extends string, O extends CheckOptions> {
  readonly nodeType: Extract<NodeType, 'quality_check' | 'budget_check' | 'stagnation_check'>;
  readonly verdicts: readonly V[];
  /** Attributes known before the check runs. */
  attributesOf(options: O): Attributes;
  /** Attributes of what it returned, the verdict apart. */
  findingAttributes?(finding: object): Attributes;
  /** The verdict of a returned value that is no finding. */
  verdictOf?(value: unknown): V | undefined;
}

/** The node of a check of this kind: reads the verdict off what the check returns, unless the check has stated one. */
export const checkNode = <V extends string, O extends CheckOptions>(
  kind: CheckKind<V, O>,
): NodeDefinition<O, CheckHandle<V>> => ({
  describe: (options) => ({
    nodeType: kind.nodeType,
    name: options.name === undefined ? kind.nodeType : `${kind.nodeType} ${options.name}`,
    kind: SpanKind.INTERNAL,
    attributes: kind.attributesOf(options),
  }),
  open: (span, options) => new CheckSpanHandle(span, capturesContent(options.captureContent), kind),
});

class CheckSpanHandle<V extends string, O extends CheckOptions> extends SpanHandle implements CheckHandle<V> {
  readonly #kind: CheckKind<V, O>;
  #isDecided = false;

  constructor(span: Span, capturesContent: boolean, kind: CheckKind<V, O>) {
    super(span, capturesContent);
    this.#kind = kind;
  }

  setVerdict(verdict: V, details: VerdictDetails = {}): void {
    this.#isDecided = true;
    this.setAttributes(
      present({
        [ATTRIBUTION_INPUT.checkVerdict]: verdict,
        [ATTRIBUTION_INPUT.checkConfidence]: details.confidence,
        [ATTRIBUTION_INPUT.checkReason]: details.reason,
      }),
    );
  }

  override settle(value: unknown): void {
    if (typeof value === 'object' && value !== null) this.#settleFinding(value);
    if (this.#isDecided) return;
    const verdict = this.#kind.verdictOf?.(value);
    if (verdict !== undefined) this.setVerdict(verdict);
  }

  #settleFinding(finding: object): void {
    const verdict =
      'verdict' in finding ? this.#kind.verdicts.find((known) => known === finding.verdict) : undefined;
    if (verdict === undefined) return;
    this.setAttributes(this.#kind.findingAttributes?.(finding) ?? {});
    if (this.#isDecided) return;
    this.setVerdict(verdict, {
      confidence:
        'confidence' in finding && typeof finding.confidence === 'number' ? finding.confidence : undefined,
      reason: 'reason' in finding && typeof finding.reason === 'string' ? finding.reason : undefined,
    });
  }
}
