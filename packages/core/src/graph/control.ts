import type { NodeFacts, NodeKind } from '../conventions/node-facts.js';
import type { Arrangement } from './arrange.js';
import { simplifyName } from './handoffs.js';
import type { IndexList } from '../plain/index-list.js';

/** Who is in control of which nodes before handoffs are considered. */
export interface Ground {
  readonly arrangement: Arrangement;
  readonly facts: readonly NodeFacts[];
  readonly kinds: readonly NodeKind[];
  /** Index of the nearest agent span, or -1. */
  readonly agentSpans: IndexList;
  /** The name of the agent that an agent span stands for. */
  readonly nameOf: (agentSpan: number) => string;
}

interface Pending {
  readonly to: string;
  /** From here on the receiver may be at work. */
  readonly fromMicros: number;
  /** The receiver has begun: what ran before its first model call was still asked for by the giver. */
  isActive: boolean;
}

const NOBODY: ReadonlyMap<number, string> = new Map();

/** Outside any agent span. */
const NO_AGENT = -1;

/**
 * Finds the nodes that a handoff put under another agent's control although no span of that agent encloses them: within
 * the giver's span (or outside any agent's, once the giver has ended), from the receiver's first model call until control
 * is passed on or back. Where the receiver has a span of its own, that span says what it did, and nothing changes here.
 *
 * @returns by node index the name of the agent in control
 */
export function controlAfterHandoffs(ground: Ground): ReadonlyMap<number, string> {
  const { arrangement, facts, kinds, agentSpans } = ground;
  if (!kinds.includes('handoff')) return NOBODY;
  const controlled = new Map<number, string>();
  const lastSpanOf = lastAgentSpans(ground);
  const pending = new Map<number, Pending>();
  for (const [index, span] of arrangement.spans.entries()) {
    const kind = kinds[index];
    const own = facts[index];
    if (own === undefined || kind === 'agent') continue;
    const scope = agentSpans[index] ?? NO_AGENT;
    const control = pending.get(scope);
    if (control !== undefined && span.startMicros >= control.fromMicros) {
      if (kind === 'llm_call' || kind === 'turn') control.isActive = true;
      const named = own.agentName;
      const isNamed = named !== undefined && simplifyName(named) !== simplifyName(control.to);
      if (control.isActive && !isNamed) controlled.set(index, control.to);
    }
    const to = kind === 'handoff' ? own.handoff?.to : undefined;
    if (to === undefined) continue;
    const target = simplifyName(to);
    const isBack = scope !== NO_AGENT && simplifyName(ground.nameOf(scope)) === target;
    const hasOwnSpan = (lastSpanOf.get(target) ?? -1) >= index;
    pending.delete(scope);
    if (isBack || hasOwnSpan) continue;
    pending.set(scope, { to, fromMicros: span.endMicros, isActive: false });
    const giver = arrangement.spans[scope];
    if (giver !== undefined && (agentSpans[arrangement.parents[scope] ?? -1] ?? NO_AGENT) === NO_AGENT) {
      pending.set(NO_AGENT, { to, fromMicros: giver.endMicros, isActive: false });
    }
  }
  return controlled;
}

function lastAgentSpans({ kinds, nameOf }: Ground): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const [index, kind] of kinds.entries()) {
    if (kind === 'agent') last.set(simplifyName(nameOf(index)), index);
  }
  return last;
}
