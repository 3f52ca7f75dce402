import {
  ATTRIBUTION_EVENT,
  ATTRIBUTION_EVENT_ATTRIBUTE as KEY,
} from '@agent-attribution/semantic-conventions';
import type { RunAnalysis } from '../analysis.js';
import { parseJson } from '../conventions/read.js';
import type { GraphNode } from '../graph/trace-graph.js';
import type { NodeStatus } from '../outcome/node-status.js';
import type { AgentEdge } from '../graph/edges.js';
import { ownText } from '../reporting/own-text.js';
import type { AttributeMap } from '../span-view.js';
import type { Decision, DecisionType, Option, Outcome, Problem, Run } from './run.js';

/**
 * A trace as a run. Decisions and problems are those that the program recorded as events; where it recorded no decision,
 * each tool that was called and each handoff is one, since that is what agents decide. Signs of failure are problems:
 * `critical` when they stand at the end, `warning` when the run went on without a remedy, `minor` when it was remedied.
 */
export function runOfTrace(analysis: RunAnalysis, edges: readonly AgentEdge[]): Run {
  const { graph, result } = analysis;
  const root = graph.nodes[graph.roots[0] ?? -1]?.span;
  const recorded: Decision[] = [];
  const problems: Problem[] = [];
  for (const node of graph.nodes) {
    if (node.span.events.length === 0) continue;
    for (const decision of recordedDecisions(node, agentNameOf(analysis, node))) recorded.push(decision);
    for (const problem of recordedProblems(node)) problems.push(problem);
  }
  const nameOf = (agent: number): string => graph.agents[agent]?.name ?? '';
  return {
    id: graph.traceId,
    goalId: '',
    status: result.status,
    startedAtMs: (root?.startMicros ?? 0) / 1000,
    completedAtMs: (root?.endMicros ?? 0) / 1000,
    decisions: recorded.length > 0 ? recorded : impliedDecisions(analysis),
    problems: problems.concat(observedProblems(analysis)),
    edges: edges.map(({ from, to }) => ({ from: nameOf(from), to: nameOf(to) })),
  };
}

function recordedDecisions({ span }: GraphNode, nodeId: string): readonly Decision[] {
  const outcomes = new Map<string, Outcome>();
  for (const { name, attributes } of span.events) {
    if (name === ATTRIBUTION_EVENT.decisionOutcome)
      outcomes.set(text(attributes, KEY.decisionId), readOutcome(attributes));
  }
  return span.events.flatMap(({ name, attributes }): Decision[] => {
    if (name !== ATTRIBUTION_EVENT.decision) return [];
    const id = text(attributes, KEY.decisionId);
    const chosen = text(attributes, KEY.decisionChosen);
    const options = readOptions(attributes, chosen);
    return [
      {
        id,
        nodeId,
        intent: text(attributes, KEY.decisionIntent),
        decisionType: decisionTypeOf(text(attributes, KEY.decisionType)),
        options,
        chosenOptionId: chosen,
        reasoning: text(attributes, KEY.decisionReasoning),
        outcome: outcomes.get(id),
      },
    ];
  });
}

function readOutcome(attributes: AttributeMap): Outcome {
  return {
    success: attributes[KEY.decisionSuccess] === true,
    error: text(attributes, KEY.decisionError) || undefined,
    summary: text(attributes, KEY.decisionSummary) || undefined,
    tokensUsed: number(attributes, KEY.decisionTokens),
    latencyMs: number(attributes, KEY.decisionLatencyMs),
  };
}

/** Options are a JSON list; one that is not described is described by its id. */
function readOptions(attributes: AttributeMap, chosen: string): readonly Option[] {
  const list = parseJson(text(attributes, KEY.decisionOptions));
  const options = (Array.isArray(list) ? list : []).flatMap((item): Option[] => {
    if (typeof item === 'string') return [{ id: item, description: item }];
    if (typeof item !== 'object' || item === null || !('id' in item)) return [];
    const { id, description } = item;
    return [
      {
        id: String(id),
        description: typeof description === 'string' && description !== '' ? description : String(id),
      },
    ];
  });
  return options.some(({ id }) => id === chosen) || chosen === ''
    ? options
    : [...options, { id: chosen, description: chosen }];
}

const DECISION_TYPES: ReadonlySet<string> = new Set<DecisionType>([
  'tool_selection',
  'parameter_choice',
  'path_choice',
  'output_format',
  'retry_strategy',
  'delegation',
  'termination',
]);

function decisionTypeOf(value: string): DecisionType {
  return isDecisionType(value) ? value : 'custom';
}

function isDecisionType(value: string): value is DecisionType {
  return DECISION_TYPES.has(value);
}

function impliedDecisions(analysis: RunAnalysis): readonly Decision[] {
  const decisions: Decision[] = [];
  for (const node of analysis.graph.nodes) {
    const isTool = node.kind === 'tool_invocation';
    if (!isTool && node.kind !== 'handoff') continue;
    const choice = (isTool ? node.facts.toolName : node.facts.handoff?.to) ?? node.span.name;
    decisions.push({
      id: node.span.spanId,
      nodeId: agentNameOf(analysis, node),
      intent: isTool ? 'call a tool' : 'hand over',
      decisionType: isTool ? 'tool_selection' : 'delegation',
      options: [{ id: choice, description: choice }],
      chosenOptionId: choice,
      outcome: outcomeOf(node, analysis.statuses.of(node.index)),
    });
  }
  return decisions;
}

function outcomeOf({ span }: GraphNode, { failed, error }: NodeStatus): Outcome {
  return {
    success: !failed,
    error: ownText(error),
    latencyMs: (span.endMicros - span.startMicros) / 1000,
  };
}

function recordedProblems({ span }: GraphNode): readonly Problem[] {
  return span.events.flatMap(({ name, attributes }): Problem[] =>
    name === ATTRIBUTION_EVENT.problem
      ? [
          {
            severity: text(attributes, KEY.problemSeverity),
            description: text(attributes, KEY.problemDescription),
            rootCause: text(attributes, KEY.problemRootCause) || undefined,
            suggestedFix: text(attributes, KEY.problemSuggestedFix) || undefined,
            decisionId: text(attributes, KEY.problemDecisionId) || undefined,
          },
        ]
      : [],
  );
}

const SEVERITY_OF_RECOVERY = { unrecovered: 'critical', continued: 'warning', retried: 'minor' } as const;

function observedProblems({ signals, result }: RunAnalysis): readonly Problem[] {
  return signals.map((signal): Problem => ({
    severity: result.symptoms.includes(signal)
      ? 'critical'
      : signal.recovery === undefined
        ? 'warning'
        : SEVERITY_OF_RECOVERY[signal.recovery],
    description: ownText(signal.text) ?? '',
    rootCause: signal.category,
  }));
}

function agentNameOf({ graph }: RunAnalysis, node: GraphNode): string {
  return graph.agents[graph.assignments[node.assignment]?.agent ?? -1]?.name ?? '';
}

function text(attributes: AttributeMap, key: string): string {
  const value = attributes[key];
  return typeof value === 'string' ? value : '';
}

function number(attributes: AttributeMap, key: string): number | undefined {
  const value = attributes[key];
  return typeof value === 'number' ? value : undefined;
}
