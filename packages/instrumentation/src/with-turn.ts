import { SpanKind } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';
import { capturesContent } from './content.js';
import type { NodeHandle } from './node-handle.js';
import type { NodeDefinition } from './run-node.js';
import { runNode } from './run-node.js';
import type { TurnState } from './scope.js';
import { SpanHandle } from './span-handle.js';

export interface TurnOptions {
  /** From 1. Default: counted within the enclosing agent; absent when there is none. */
  readonly number?: number | undefined;
  readonly captureContent?: boolean | undefined;
}

/**
 * Marks one turn of an agent's loop: span `turn {number}`. When it ends, `attribution.node_types` lists the types of
 * the nodes that ran in it, each once, in order of first run; it is absent when none did. Nodes of an agent that was
 * called from within the turn are that agent's own.
 *
 * @example await withTurn(async () => { await withLlmCall({ model }, callModel); await withToolInvocation('search', search); });
 */
export function withTurn<R>(fn: (turn: NodeHandle) => R): R;
export function withTurn<R>(options: TurnOptions, fn: (turn: NodeHandle) => R): R;
export function withTurn<R>(first: TurnOptions | ((turn: NodeHandle) => R), fn?: (turn: NodeHandle) => R): R {
  if (typeof first === 'function') return runNode(TURN, DEFAULTS, first);
  if (fn === undefined) throw new TypeError('withTurn needs a function to run');
  return runNode(TURN, first, fn);
}

const DEFAULTS: TurnOptions = Object.freeze({});

const TURN: NodeDefinition<TurnOptions, NodeHandle> = {
  describe(options, outer) {
    const { agent } = outer;
    if (agent !== undefined) agent.turns = options.number ?? agent.turns + 1;
    const number = options.number ?? agent?.turns;
    return {
      nodeType: 'turn',
      name: number === undefined ? 'turn' : `turn ${number}`,
      kind: SpanKind.INTERNAL,
      attributes: present({ [ATTRIBUTION_INPUT.turnNumber]: number }),
      scope: { ...outer, turn: { nodeTypes: new Set() } },
    };
  },
  open: (span, options, scope) =>
    new TurnSpanHandle(span, capturesContent(options.captureContent), scope.turn),
};

class TurnSpanHandle extends SpanHandle {
  readonly #turn: TurnState | undefined;

  constructor(span: Span, capturesContent: boolean, turn: TurnState | undefined) {
    super(span, capturesContent);
    this.#turn = turn;
  }

  override end(): void {
    const nodeTypes = [...(this.#turn?.nodeTypes ?? [])];
    if (nodeTypes.length > 0) this.span.setAttribute(ATTRIBUTION_INPUT.nodeTypes, nodeTypes);
    super.end();
  }
}
