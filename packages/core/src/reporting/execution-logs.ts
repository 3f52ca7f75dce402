import {
  ATTRIBUTION_EVENT,
  ATTRIBUTION_EVENT_ATTRIBUTE as KEY,
} from '@agent-attribution/semantic-conventions';
import type { NodeKind } from '../conventions/node-facts.js';
import type { RunAnalysis } from '../analysis.js';
import type { Instance } from '../graph/instances.js';
import type { GraphNode } from '../graph/trace-graph.js';
import type { ExecutionLogRecord, ExecutionStage } from '../performance/executions/execution-record.js';
import type { AttributeMap, SpanEventView } from '../span-view.js';
import { STAGES } from './execution-stages.js';
import { ownText } from './own-text.js';

const STAGE_STATUSES = ['started', 'completed', 'failed', 'event'] as const;

/** Entries kept of one execution: its first ones, and always its end. */
const MAX_ENTRIES = 200;

/** The stage that a node of an execution is part of; other kinds are work after the call. */
const STAGE_OF: Readonly<Partial<Record<NodeKind, ExecutionStage>>> = {
  llm_call: 'llm_call',
  quality_check: 'llm_parse',
  retrieval: 'pre_process',
  memory: 'pre_process',
};

/** Text of the events that belong into a timeline, by the attribute that holds it. */
const EVENT_TEXT: Readonly<Record<string, string>> = {
  [ATTRIBUTION_EVENT.step]: KEY.stepDescription,
  [ATTRIBUTION_EVENT.observation]: KEY.observationType,
  [ATTRIBUTION_EVENT.problem]: KEY.problemDescription,
};

/** What happened in one execution, stage by stage, in order of time. */
export function logsOf(analysis: RunAnalysis, instance: Instance, executionId: string): ExecutionLogRecord[] {
  const { graph, statuses } = analysis;
  const entry = (
    timeMicros: number,
    rest: Pick<ExecutionLogRecord, 'stage' | 'stageStatus' | 'message'> & Partial<ExecutionLogRecord>,
  ): ExecutionLogRecord => ({
    executionId,
    timestampMs: timeMicros / 1000,
    stage: rest.stage,
    stageStatus: rest.stageStatus,
    durationMs: rest.durationMs ?? null,
    level: rest.level ?? 'info',
    message: rest.message,
    data: rest.data ?? null,
  });
  const ofNode = (node: GraphNode): ExecutionLogRecord[] => {
    const { span, index, kind } = node;
    const events = span.events.flatMap((event) => eventEntry(event, entry));
    if (index === instance.agentSpan || kind === 'skip') return events;
    const { failed, error } = statuses.of(index);
    return [
      ...events,
      entry(span.endMicros || span.startMicros, {
        stage: STAGE_OF[kind] ?? 'post_process',
        stageStatus: failed ? 'failed' : 'completed',
        level: failed ? 'error' : 'info',
        message: failed ? `${span.name}: ${ownText(error) ?? 'failed'}` : span.name,
        durationMs: span.endMicros >= span.startMicros ? (span.endMicros - span.startMicros) / 1000 : null,
      }),
    ];
  };
  const started = entry(instance.startMicros, {
    stage: 'init',
    stageStatus: 'started',
    message: 'Agent execution started',
  });
  const inside = instance.nodes
    .flatMap((index) => graph.nodes[index] ?? [])
    .flatMap(ofNode)
    .sort((a, b) => a.timestampMs - b.timestampMs);
  // Who records stages records the first and the last one too.
  const head = graph.nodes[instance.agentSpan]?.span;
  if (head?.events.some(({ name }) => name === ATTRIBUTION_EVENT.stage) === true)
    return inside.length <= MAX_ENTRIES ? inside : [...inside.slice(0, MAX_ENTRIES - 1), ...inside.slice(-1)];
  return [started, ...inside.slice(0, MAX_ENTRIES - 2), ...ended(analysis, instance, entry)];
}

type Entry = (
  timeMicros: number,
  rest: Pick<ExecutionLogRecord, 'stage' | 'stageStatus' | 'message'> & Partial<ExecutionLogRecord>,
) => ExecutionLogRecord;

function eventEntry({ name, timeMicros, attributes }: SpanEventView, entry: Entry): ExecutionLogRecord[] {
  if (name === ATTRIBUTION_EVENT.stage) return stageEntry(timeMicros, attributes, entry);
  const text = attributes[EVENT_TEXT[name] ?? ''];
  if (typeof text !== 'string') return [];
  const isProblem = name === ATTRIBUTION_EVENT.problem;
  return [
    entry(timeMicros, {
      stage: 'post_process',
      stageStatus: 'event',
      level: isProblem ? 'warning' : 'info',
      message: ownText(text),
    }),
  ];
}

/** A stage as the program recorded it; one of a name or a status that nobody knows is left out. */
function stageEntry(timeMicros: number, attributes: AttributeMap, entry: Entry): ExecutionLogRecord[] {
  const stage = STAGES.find((known) => known === attributes[KEY.stageName]);
  const stageStatus = STAGE_STATUSES.find((known) => known === attributes[KEY.stageStatus]);
  if (stage === undefined || stageStatus === undefined) return [];
  const {
    [KEY.stageMessage]: message,
    [KEY.stageLevel]: level,
    [KEY.stageDurationMs]: durationMs,
  } = attributes;
  return [
    entry(timeMicros, {
      stage,
      stageStatus,
      message: typeof message === 'string' ? ownText(message) : '',
      level: typeof level === 'string' ? level : 'info',
      durationMs: typeof durationMs === 'number' ? durationMs : null,
    }),
  ];
}

function ended({ statuses }: RunAnalysis, instance: Instance, entry: Entry): ExecutionLogRecord[] {
  const { startMicros, endMicros, agentSpan, nodes } = instance;
  if (endMicros === 0 || endMicros < startMicros) return [];
  const { failed, error, stated } = statuses.of(agentSpan === -1 ? (nodes.at(-1) ?? -1) : agentSpan);
  const durationMs = (endMicros - startMicros) / 1000;
  if (failed) {
    const message = `Error: ${ownText(error) ?? 'unknown'}`;
    return [
      entry(endMicros, { stage: 'complete', stageStatus: 'failed', level: 'error', message, durationMs }),
    ];
  }
  const message = stated === 'skipped' ? 'Agent execution skipped' : 'Agent execution completed successfully';
  return [entry(endMicros, { stage: 'complete', stageStatus: 'completed', message, durationMs })];
}
