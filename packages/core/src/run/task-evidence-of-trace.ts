import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import type { RunAnalysis } from '../analysis.js';
import { analyzeRun } from '../analysis.js';
import { readText } from '../conventions/read.js';
import type { Instance } from '../graph/instances.js';
import type { GraphNode } from '../graph/trace-graph.js';
import { ownText } from '../reporting/own-text.js';
import type { SpanView } from '../span-view.js';
import type { RunEvidence, TaskEvidencePacket, TeamNodeResult, TranscriptEntry } from './task-evidence.js';
import { runEvidenceFrom } from './task-evidence.js';

/**
 * Everything that a validator may look at to judge the attempt that a trace is: the main run (the agent that began), a
 * run of each other agent, whether it failed or not, and what tools gave back, whole and in order. Nothing is called
 * and nothing is guessed: what was not recorded is not there.
 *
 * Secrets are not removed here: evidence is for a validator; whoever shows it further redacts it.
 *
 * @example
 * const text = renderTaskEvidence(buildTaskEvidence(spans));
 */
export function buildTaskEvidence(spans: readonly SpanView[]): TaskEvidencePacket {
  return taskEvidenceOf(analyzeRun(spans));
}

/** The same of a run that is already rebuilt. */
export function taskEvidenceOf(analysis: RunAnalysis): TaskEvidencePacket {
  const { graph, instances, steps } = analysis;
  const root = graph.nodes[graph.roots[0] ?? -1];
  const inOrder = instances.list.toSorted((a, b) => a.startMicros - b.startMicros || a.index - b.index);
  const [main, ...team] = inOrder;
  const packet = {
    taskId: (root === undefined ? undefined : readText(root.span, ATTRIBUTION_INPUT.taskId)) ?? graph.traceId,
    attemptIndex: 1,
    teamRuns: team.map((instance) => evidenceOf(analysis, instance)),
    teamNodeResults: team.map((instance) => teamResult(analysis, instance)),
  };
  return {
    ...packet,
    mainRun: main === undefined ? null : evidenceOf(analysis, main),
    finalOutput: steps.answer() ?? '',
  };
}

function evidenceOf({ graph }: RunAnalysis, instance: Instance): RunEvidence {
  const nodes = instance.nodes.flatMap((index) => graph.nodes[index] ?? []);
  const head = graph.nodes[instance.agentSpan] ?? nodes[0];
  const calls = nodes.filter(({ kind }) => kind === 'llm_call');
  const outputText = [head, ...calls.toReversed()]
    .map((node) => node?.facts.output()?.messages.findLast(({ text }) => text !== '')?.text)
    .find((text) => text !== undefined);
  return runEvidenceFrom(
    {
      runId: head?.span.spanId ?? '',
      sessionId: head === undefined ? undefined : readText(head.span, GEN_AI.conversationId),
      outputText: outputText ?? '',
      finishReason: terminationOf(head) ?? calls.at(-1)?.facts.finishReasons.at(-1),
    },
    nodes.flatMap(transcriptOf),
  );
}

/** Why the agent says it ended, where that is not the way a run ends when all is well. */
function terminationOf(head: GraphNode | undefined): string | undefined {
  const reason = head === undefined ? undefined : readText(head.span, ATTRIBUTION_INPUT.terminationReason);
  return reason === 'completed' ? undefined : reason;
}

function transcriptOf({ kind, span, facts }: GraphNode): TranscriptEntry[] {
  const texts = (): string =>
    (facts.output()?.messages ?? [])
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join('\n');
  if (kind === 'llm_call') {
    const finishReason = facts.finishReasons.find((reason) => reason !== 'stop') ?? facts.finishReasons[0];
    // A turn that ends in tool calls ended as it should.
    const isUsual = finishReason === 'tool_calls';
    const entry = { eventType: 'assistant_message', role: 'assistant', content: texts() };
    return [finishReason === undefined || isUsual ? entry : { ...entry, finishReason }];
  }
  if (kind !== 'tool_invocation' && kind !== 'retrieval') return [];
  return [
    {
      eventType: 'tool_result_recorded',
      role: 'tool',
      toolName: facts.toolName ?? span.name,
      toolCallId: facts.toolCallId,
      content: texts(),
      eventPayload: span.endMicros > 0 ? { createdAt: isoTime(span.endMicros) } : {},
    },
  ];
}

function teamResult({ graph, statuses }: RunAnalysis, instance: Instance): TeamNodeResult {
  const decisive = instance.agentSpan === -1 ? (instance.nodes.at(-1) ?? -1) : instance.agentSpan;
  const { failed, error, stated } = statuses.of(decisive);
  return {
    node: graph.agents[instance.agent]?.name ?? '',
    success: !failed && stated !== 'skipped',
    finishReason: terminationOf(graph.nodes[instance.agentSpan]),
    error: ownText(error),
  };
}

/** ISO 8601; undefined for a time that no calendar has. */
function isoTime(micros: number): string {
  const date = new Date(micros / 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
