import type { NodeFacts, TokenUsage } from '../conventions/node-facts.js';
import type { TokenTotals } from '../report.js';

/** Which spans' token counts are counted, so that no token is counted twice. */
export interface TokenLedger {
  /** By node index; undefined where nothing is reported or the report repeats another span's. */
  readonly counted: readonly (TokenUsage | undefined)[];
  readonly totals: TokenTotals;
}

/**
 * Counts usage on the deepest span that reports it: an enclosing span's figure is an aggregate of those below it, and
 * counts only when none of them reports any. Two spans of one model response (same response id) count once.
 */
export function countTokens(
  facts: readonly NodeFacts[],
  parents: Int32Array,
  topDown: Int32Array,
): TokenLedger {
  const counted: (TokenUsage | undefined)[] = Array.from({ length: facts.length });
  const hasUsageBelow = new Uint8Array(facts.length);
  let excluded = 0;
  for (let at = topDown.length - 1; at >= 0; at--) {
    const index = topDown[at] ?? 0;
    const usage = facts[index]?.tokens;
    const parent = parents[index] ?? -1;
    if (usage !== undefined) {
      if (hasUsageBelow[index] === 1) excluded += usage.input + usage.output;
      else counted[index] = usage;
    }
    if (parent !== -1 && (usage !== undefined || hasUsageBelow[index] === 1)) hasUsageBelow[parent] = 1;
  }

  const responses = new Set<string>();
  const totals = { total: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
  for (const [index, usage] of counted.entries()) {
    if (usage === undefined) continue;
    const responseId = facts[index]?.responseId;
    if (responseId !== undefined && responses.has(responseId)) {
      counted[index] = undefined;
      excluded += usage.input + usage.output;
      continue;
    }
    if (responseId !== undefined) responses.add(responseId);
    totals.input += usage.input;
    totals.output += usage.output;
    totals.cacheRead += usage.cacheRead;
    totals.cacheWrite += usage.cacheWrite;
    totals.reasoning += usage.reasoning;
  }
  totals.total = totals.input + totals.output;
  return { counted, totals: { ...totals, doubleCountedExcluded: excluded } };
}
