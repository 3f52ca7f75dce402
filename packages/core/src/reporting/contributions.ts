import type { FailureAttribution, FailureCategory } from '@agent-attribution/semantic-conventions';
import type { RunAnalysis } from '../analysis.js';
import type { Blame, LocatedOrigin } from '../blame/attribute-failure.js';
import type { CoordinationOverhead } from '../blame/coordination-overhead.js';
import type { Assignment } from '../graph/trace-graph.js';
import { failureAttributionFor } from '../outcome/failure-category.js';
import type { Signal } from '../outcome/signals.js';
import { blankList } from '../plain/blank-list.js';
import { indexList } from '../plain/index-list.js';
import { roundTo } from '../plain/round.js';
import { sortList } from '../plain/sort-list.js';
import type { Contribution, ContributionOutcome } from '../report.js';
import { ownText } from './own-text.js';

/** What an outcome is worth, 1 = good. */
export const CONTRIBUTION_SCORE: Readonly<Record<ContributionOutcome, number>> = {
  success: 1,
  partial: 0.5,
  failure: 0,
};

/** From this strength on a sign lowers an agent's own outcome. */
const DOUBT_STRENGTH = 0.5;

/**
 * What each agent did for each subtask, ordered by first activity.
 *
 * An agent's outcome is `failure` when it failed at the end and nothing made up for it, when a symptom stands against
 * its work, or when the run's failure began in it; `partial` when the program says so or when it went on after a mishap
 * that was never mended; else `success`.
 */
export function buildContributions(
  analysis: RunAnalysis,
  blame: Blame | undefined,
  standings: readonly Standing[],
  creditOf: readonly number[],
): readonly Contribution[] {
  const active = analysis.graph.assignments.filter(({ nodes }) => nodes.length > 0);
  return sortList(active, (a, b) => (a.nodes[0] ?? 0) - (b.nodes[0] ?? 0)).map((assignment): Contribution => {
    const agent = analysis.graph.agents[assignment.agent];
    const standing = standings[assignment.index] ?? FINE;
    const measures = measure(analysis, assignment);
    // Field by field: a spread that others follow costs more than all the rest.
    return {
      agentId: agent?.id ?? '',
      agentName: agent?.name ?? '',
      subtaskId: assignment.subtaskId,
      outcome: standing.outcome,
      contributionScore: CONTRIBUTION_SCORE[standing.outcome],
      blameShare: blame?.shareOf.get(assignment.index) ?? 0,
      creditShare: creditOf[assignment.index] ?? 0,
      failureCategory: standing.category,
      failureAttribution: standing.attribution,
      evidence: standing.evidence,
      tokenUsage: measures.tokenUsage,
      inputTokens: measures.inputTokens,
      outputTokens: measures.outputTokens,
      costUsd: measures.costUsd,
      durationMs: measures.durationMs,
      llmCalls: measures.llmCalls,
      toolCalls: measures.toolCalls,
      errors: measures.errors,
      retries: measures.retries,
    };
  });
}

/** How one assignment came out. */
export interface Standing {
  readonly outcome: ContributionOutcome;
  readonly category: FailureCategory | null;
  readonly attribution: FailureAttribution | null;
  readonly evidence: string | null;
}

const FINE: Standing = { outcome: 'success', category: null, attribution: null, evidence: null };

/** How each assignment came out, by its index. */
export function judgeAssignments(
  { graph, instances, signals, statuses }: RunAnalysis,
  blame: Blame | undefined,
): readonly Standing[] {
  const assignmentOf = (instance: number): number => instances.list[instance]?.assignment ?? -1;
  const worstOf = blankList<Signal>(graph.assignments.length);
  const isUnrecovered = indexList(graph.assignments.length, 0);
  for (const signal of signals) {
    const assignment = assignmentOf(signal.instance);
    if (assignment === -1 || signal.strength < DOUBT_STRENGTH) continue;
    if (signal.strength > (worstOf[assignment]?.strength ?? 0)) worstOf[assignment] = signal;
    if (signal.recovery === 'unrecovered') isUnrecovered[assignment] = 1;
  }
  const originOf = blankList<LocatedOrigin>(graph.assignments.length);
  for (const origin of blame?.origins ?? []) {
    for (const instance of origin.path) {
      const assignment = assignmentOf(instance);
      if (assignment !== -1 && origin.strength > (originOf[assignment]?.strength ?? -Infinity))
        originOf[assignment] = origin;
    }
  }
  return graph.assignments.map(({ index, agentSpans }) => {
    const last = statuses.of(agentSpans.at(-1) ?? -1);
    const worst = worstOf[index];
    const origin = originOf[index];
    const isFailure = last.failed || origin !== undefined || isUnrecovered[index] === 1;
    if (!isFailure && worst === undefined && last.stated !== 'partial') {
      return blame?.overhead?.shareOf.has(index) === true ? overheadOf(blame.overhead) : FINE;
    }
    const category = worst?.category ?? last.category ?? origin?.category ?? 'unknown';
    return {
      outcome: isFailure ? 'failure' : 'partial',
      category,
      attribution: origin?.attribution ?? failureAttributionFor(category),
      evidence: ownText(worst?.text ?? last.error ?? origin?.symptom.text) ?? null,
    };
  });
}

/** Nothing the agent did failed, but the way it passed work on did. */
function overheadOf({ errorAmplification }: CoordinationOverhead): Standing {
  return {
    outcome: 'partial',
    category: 'delegation_failed',
    attribution: 'coordination_overhead',
    evidence: `the agents failed ${roundTo(errorAmplification, 1)} times as often as one alone`,
  };
}

type Measures = Pick<
  Contribution,
  | 'tokenUsage'
  | 'inputTokens'
  | 'outputTokens'
  | 'costUsd'
  | 'durationMs'
  | 'llmCalls'
  | 'toolCalls'
  | 'errors'
  | 'retries'
>;

function measure({ graph, instances, failures }: RunAnalysis, assignment: Assignment): Measures {
  let inputTokens = 0;
  let outputTokens = 0;
  let costUsd: number | null = null;
  let llmCalls = 0;
  let toolCalls = 0;
  let durationMicros = 0;
  let until = 0;
  for (const index of assignment.nodes) {
    const node = graph.nodes[index];
    if (node === undefined) continue;
    const usage = graph.tokens.counted[index];
    if (usage !== undefined) {
      inputTokens += usage.input;
      outputTokens += usage.output;
      const cost = node.facts.costUsd;
      if (cost !== undefined) costUsd = (costUsd ?? 0) + cost;
    }
    // A client's span inside a framework's model span is the same call.
    if (node.kind === 'llm_call' && graph.nodes[node.parent]?.kind !== 'llm_call') llmCalls += 1;
    if (node.kind === 'tool_invocation') toolCalls += 1;
    // Nodes come in order of start, so the time covered by at least one of them grows from left to right.
    const { startMicros, endMicros } = node.span;
    durationMicros += Math.max(0, endMicros - Math.max(until, startMicros));
    until = Math.max(until, endMicros);
  }
  let errors = 0;
  let retries = 0;
  for (const { instance, recovery } of failures) {
    if (instances.list[instance]?.assignment !== assignment.index) continue;
    errors += 1;
    if (recovery === 'retried') retries += 1;
  }
  return {
    tokenUsage: inputTokens + outputTokens,
    inputTokens,
    outputTokens,
    costUsd,
    durationMs: durationMicros / 1000,
    llmCalls,
    toolCalls,
    errors,
    retries,
  };
}
