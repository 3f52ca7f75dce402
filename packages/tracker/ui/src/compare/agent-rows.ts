import { formatCount, formatDuration, formatShare } from '../format.js';
import type { AttributionReport } from '../types.js';

/** What an agent did in either run, in one line each; undefined where it took no part. */
export interface AgentRow {
  readonly agent: string;
  readonly first: string | undefined;
  readonly second: string | undefined;
}

type Report = Pick<AttributionReport, 'contributions'>;

/** The agents of both runs, in order of first activity. */
export function agentRows(a: Report, b: Report): readonly AgentRow[] {
  const [first, second] = [linesOf(a), linesOf(b)];
  return [...new Set([...first.keys(), ...second.keys()])].map((agent) => ({
    agent,
    first: first.get(agent),
    second: second.get(agent),
  }));
}

function linesOf({ contributions }: Report): ReadonlyMap<string, string> {
  const sums = new Map<string, { blame: number; tokens: number; ms: number; failed: boolean }>();
  for (const { agentName, blameShare, tokenUsage, durationMs, outcome } of contributions) {
    const sum = sums.get(agentName) ?? { blame: 0, tokens: 0, ms: 0, failed: false };
    sum.blame += blameShare;
    sum.tokens += tokenUsage;
    sum.ms += durationMs;
    sum.failed ||= outcome === 'failure';
    sums.set(agentName, sum);
  }
  return new Map(
    Array.from(sums, ([agent, { blame, tokens, ms, failed }]) => [
      agent,
      `${failed ? '✗' : '✓'} blame ${formatShare(blame)}, ${formatCount(tokens)} tokens, ${formatDuration(ms)}`,
    ]),
  );
}
