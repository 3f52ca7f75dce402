import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import type { RunAnalysis } from '../analysis.js';
import { readText } from '../conventions/read.js';
import type { Instance } from '../graph/instances.js';
import type { GraphNode } from '../graph/trace-graph.js';
import type { NodeStatus } from '../outcome/node-status.js';
import type {
  ExecutionCallLink,
  ExecutionLogRecord,
  ExecutionRecord,
  ExecutionStage,
  ExecutionStatus,
} from '../performance/executions/execution-record.js';
import { STAGES } from './execution-stages.js';
import { readResponse } from './execution-response.js';
import { errorTypeOf, firstInput, lastOutput } from './execution-texts.js';
import { logsOf } from './execution-logs.js';
import { ownText } from './own-text.js';

/** Each time an agent was at work in a trace, what happened in it, and who called whom. */
export interface TraceExecutions {
  readonly executions: readonly TraceExecution[];
  readonly logs: readonly ExecutionLogRecord[];
  readonly links: readonly ExecutionCallLink[];
}

/** An execution and what a host needs to keep it beside others. */
export interface TraceExecution extends ExecutionRecord {
  /** The span a person should open. */
  readonly spanId: string;
  /** Model calls; those below a model call are the same call. */
  readonly llmCalls: number;
  /** Spans it owns: more of them make a better record of the same execution. */
  readonly spanCount: number;
}

/** An execution is named by its trace and its first span: span ids alone are unique within a trace only. */
export const executionIdOf = (traceId: string, spanId: string): string => `${traceId}-${spanId}`;

/** The executions of a run, in order of start. */
export function executionsOfTrace(analysis: RunAnalysis): TraceExecutions {
  const { instances } = analysis;
  const executions = instances.list.map((instance) => executionOf(analysis, instance));
  const logs = instances.list.flatMap((instance, index) =>
    logsOf(analysis, instance, executions[index]?.executionId ?? ''),
  );
  return { executions, logs, links: linksOf(analysis, executions) };
}

function executionOf(analysis: RunAnalysis, instance: Instance): TraceExecution {
  const { graph, statuses } = analysis;
  const nodes = instance.nodes.flatMap((index) => graph.nodes[index] ?? []);
  const head = graph.nodes[instance.agentSpan] ?? nodes[0];
  const span = head?.span;
  // Where no span stands for the agent, its last action tells how it ended.
  const decisive = instance.agentSpan === -1 ? nodes.at(-1) : head;
  const nodeStatus = statuses.of(decisive?.index ?? -1);
  const calls = nodes.filter(
    ({ kind, parent }) => kind === 'llm_call' && graph.nodes[parent]?.kind !== 'llm_call',
  );
  const isOver = instance.endMicros > 0 && instance.endMicros >= instance.startMicros;
  const status = isOver ? statusOf(nodeStatus, head) : 'running';
  const usage = instance.nodes.map((index) => graph.tokens.counted[index]);
  const relevance = span?.attribute(ATTRIBUTION_INPUT.relevanceScore);
  const failedCall = calls.some(({ index }) => statuses.of(index).failed);
  const response = readResponse(nodes);
  return {
    executionId: executionIdOf(graph.traceId, span?.spanId ?? ''),
    spanId: span?.spanId ?? '',
    agentName: graph.agents[instance.agent]?.name ?? '',
    method:
      span === undefined
        ? null
        : (readText(span, ATTRIBUTION_INPUT.executionMethod) ?? readText(span, GEN_AI.operationName) ?? null),
    tenantId: null,
    conversationId: conversationOf(analysis, head),
    status,
    currentStage: stageOf(head, status, calls.length > 0, failedCall),
    createdAtMs: instance.startMicros / 1000,
    durationMs: isOver ? (instance.endMicros - instance.startMicros) / 1000 : null,
    inputData: ownText(firstInput(head, calls)) ?? null,
    outputData: ownText(lastOutput(head, calls)) ?? null,
    llmModel: calls.find(({ facts }) => facts.model !== undefined)?.facts.model ?? null,
    llmRequest: requestOf(calls),
    llmResponse:
      calls.length === 0 ? null : { finishReasons: calls.flatMap(({ facts }) => facts.finishReasons) },
    llmTokensUsed:
      calls.length === 0
        ? null
        : usage.reduce((sum, tokens) => sum + (tokens === undefined ? 0 : tokens.input + tokens.output), 0),
    llmLatencyMs:
      calls.length === 0
        ? null
        : calls.reduce((sum, call) => sum + Math.max(0, call.span.endMicros - call.span.startMicros), 0) /
          1000,
    responseValid: response.responseValid,
    responseQualityScore: response.responseQualityScore,
    responseErrors: response.responseErrors,
    responseWarnings: response.responseWarnings,
    responseMetrics: response.responseMetrics,
    errorType:
      nodeStatus.failed && span !== undefined ? (errorTypeOf(span) ?? nodeStatus.category ?? null) : null,
    errorMessage: ownText(nodeStatus.error) ?? null,
    relevanceScore: typeof relevance === 'number' ? relevance : null,
    relevanceReasoning:
      ownText(span === undefined ? undefined : readText(span, ATTRIBUTION_INPUT.relevanceReason)) ?? null,
    llmCalls: calls.length,
    spanCount: nodes.length,
  };
}

/** What is stated stands above what can be seen: an agent that declined has not failed and has not succeeded. */
function statusOf({ stated, failed, category }: NodeStatus, head: GraphNode | undefined): ExecutionStatus {
  if (stated === 'skipped' || stated === 'timeout' || stated === 'cancelled') return stated;
  if (!failed) return 'success';
  if (head !== undefined && readText(head.span, ATTRIBUTION_INPUT.terminationReason) === 'cancelled')
    return 'cancelled';
  return category === 'timeout' ? 'timeout' : 'failed';
}

/** The stage that is stated, else the last that must have been reached. */
function stageOf(
  head: GraphNode | undefined,
  status: ExecutionStatus,
  hasCalls: boolean,
  failedCall: boolean,
): ExecutionStage {
  const stated = head === undefined ? undefined : readText(head.span, ATTRIBUTION_INPUT.stage);
  const known = STAGES.find((stage) => stage === stated);
  if (known !== undefined) return known;
  if (status === 'success') return 'complete';
  if (status === 'skipped') return 'should_respond';
  if (!hasCalls) return 'init';
  return failedCall || status === 'running' ? 'llm_call' : 'post_process';
}

function conversationOf({ graph }: RunAnalysis, head: GraphNode | undefined): string | null {
  const root = graph.nodes[graph.roots[0] ?? -1];
  for (const node of [head, root]) {
    const own = node === undefined ? undefined : readText(node.span, GEN_AI.conversationId);
    if (own !== undefined) return own;
  }
  return null;
}

/** Sizes and names of what models were asked, never the messages. */
function requestOf(calls: readonly GraphNode[]): ExecutionRecord['llmRequest'] {
  if (calls.length === 0) return null;
  const models = new Set(calls.flatMap(({ facts }) => facts.model ?? []));
  return { calls: calls.length, models: [...models] };
}

/** Who called whom: by nesting, in order of start among the calls of one parent. A root is called by nobody. */
function linksOf(
  { graph, instances }: RunAnalysis,
  executions: readonly TraceExecution[],
): readonly ExecutionCallLink[] {
  const idOf = (index: number): string => executions[index]?.executionId ?? '';
  const place = new Map<number, { readonly root: number; readonly depth: number }>();
  const calls = new Map<number, number>();
  const links: ExecutionCallLink[] = [];
  for (const { index, parent, agentSpan } of instances.list.toSorted(
    (a, b) => a.startMicros - b.startMicros || a.index - b.index,
  )) {
    const above = parent === index ? undefined : place.get(parent);
    const own = { root: above?.root ?? index, depth: above === undefined ? 0 : above.depth + 1 };
    place.set(index, own);
    if (above === undefined) continue;
    const sequence = calls.get(parent) ?? 0;
    calls.set(parent, sequence + 1);
    const span = graph.nodes[agentSpan]?.span;
    links.push({
      rootExecutionId: idOf(own.root),
      parentExecutionId: idOf(parent),
      childExecutionId: idOf(index),
      callReason:
        ownText(span === undefined ? undefined : readText(span, ATTRIBUTION_INPUT.callReason)) ?? null,
      depth: own.depth,
      sequence,
    });
  }
  return links;
}
