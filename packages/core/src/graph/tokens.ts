import type { NodeFacts, NodeKind, TokenUsage } from '../conventions/node-facts.js';
import { blankList } from '../plain/blank-list.js';
import type { TokenTotals } from '../report.js';
import { ScratchList } from '../plain/scratch-list.js';
import type { IndexList } from '../plain/index-list.js';

/** Which spans' token counts are counted, so that no token is counted twice. */
export interface TokenLedger {
  /** By node index; undefined where nothing is reported or the report repeats another span's. */
  readonly counted: readonly (TokenUsage | undefined)[];
  readonly totals: TokenTotals;
}

const scratchBelow = new ScratchList();

/** Below a node: usage of any kind, and usage that is not separated from it by an agent or a tool. */
const ANY_USAGE = 1;
const OWN_USAGE = 2;

/**
 * Counts usage on the deepest span that reports it: an enclosing span's figure is an aggregate of those below it, and
 * counts only when none of them reports any. A model call's figure is its own, though: what agents and tools below it
 * used comes on top. Two spans of one model response (same response id) count once, and so does a call that both its
 * client and the provider report.
 */
export function countTokens(
  facts: readonly NodeFacts[],
  kinds: readonly NodeKind[],
  parents: IndexList,
  topDown: IndexList,
): TokenLedger {
  const counted = blankList<TokenUsage>(facts.length);
  const below = scratchBelow.filled(facts.length, 0);
  let excluded = 0;
  for (let at = topDown.length - 1; at >= 0; at--) {
    const index = topDown[at] ?? 0;
    const own = facts[index];
    const usage = own?.tokens;
    const parent = parents[index] ?? -1;
    let found = below[index] ?? 0;
    if (own !== undefined && usage !== undefined) {
      const repeating = own.tokensAreAggregate ? ANY_USAGE | OWN_USAGE : OWN_USAGE;
      if ((found & repeating) !== 0 || isRepeated(own, facts[parent])) excluded += usage.input + usage.output;
      else counted[index] = usage;
      if (counted[index] !== undefined) found |= ANY_USAGE | OWN_USAGE;
    }
    if (parent === -1 || found === 0) continue;
    const isBoundary = SEPARATE.has(kinds[index] ?? 'unknown');
    below[parent] = (below[parent] ?? 0) | (isBoundary ? ANY_USAGE : found);
  }

  /** Few say which response they belong to. */
  let responses: Set<string> | undefined;
  const totals = {
    total: 0,
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite: 0,
    reasoning: 0,
    doubleCountedExcluded: 0,
  };
  for (let index = 0; index < counted.length; index++) {
    const usage = counted[index];
    if (usage === undefined) continue;
    const responseId = facts[index]?.responseId;
    if (responseId !== undefined && responses?.has(responseId) === true) {
      counted[index] = undefined;
      excluded += usage.input + usage.output;
      continue;
    }
    if (responseId !== undefined) responses = (responses ?? new Set()).add(responseId);
    totals.input += usage.input;
    totals.output += usage.output;
    totals.cacheRead += usage.cacheRead;
    totals.cacheWrite += usage.cacheWrite;
    totals.reasoning += usage.reasoning;
  }
  totals.total = totals.input + totals.output;
  totals.doubleCountedExcluded = excluded;
  return { counted, totals };
}

/** Work of its own within a model call that runs its tools itself. */
const SEPARATE: ReadonlySet<NodeKind> = new Set(['agent', 'tool_invocation', 'handoff']);

function isRepeated(own: NodeFacts, parent: NodeFacts | undefined): boolean {
  return own.tokensRepeatClient && parent?.kind === 'llm_call' && parent.tokens !== undefined;
}
