import {
  ATTRIBUTION_EVENT,
  ATTRIBUTION_EVENT_ATTRIBUTE,
  ATTRIBUTION_INPUT,
  OTEL,
  OTEL_EVENT,
  STATED_OUTCOMES,
} from '@agent-attribution/semantic-conventions';
import type { FailureCategory, NodeType, StatedOutcome } from '@agent-attribution/semantic-conventions';
import { asText, readText } from '../conventions/read.js';
import type { GraphNode, TraceGraph } from '../graph/trace-graph.js';
import type { SpanView } from '../span-view.js';
import { inferFailureCategory } from './failure-category.js';
import { softErrorIn } from './soft-error.js';

/** What became of one node, taken by itself. */
export interface NodeStatus {
  readonly failed: boolean;
  /** `hard`: the status or the program says so. `soft`: only what came back says so. */
  readonly via: 'none' | 'hard' | 'soft';
  /** What the program states, where it does. */
  readonly stated: StatedOutcome | undefined;
  readonly category: FailureCategory | undefined;
  /** Why, in the node's own words; set when it failed. */
  readonly error: string | undefined;
}

export interface RunStatuses {
  of(node: number): NodeStatus;
  /** Indexes of the nodes that failed, in order. */
  readonly failed: readonly number[];
}

/** Tells what the name of a provider's error leaves open (`api_error`). */
const HTTP_STATUS = 'http.response.status_code';

const FINE: NodeStatus = {
  failed: false,
  via: 'none',
  stated: undefined,
  category: undefined,
  error: undefined,
};

const STATED: ReadonlySet<unknown> = new Set(STATED_OUTCOMES);

/** How a run that the program ended for this reason has failed; reasons that are no failure are not listed. */
const TERMINATIONS: Readonly<Record<string, FailureCategory>> = {
  stagnation: 'stagnation',
  budget_exhausted: 'budget_exceeded',
  max_turns: 'unknown',
  cancelled: 'unknown',
  error: 'unknown',
  no_op: 'unknown',
};

/** Finish reasons with which a model call did not do its work. `length` cut it off, which is a fault of quality. */
const FAILED_FINISH: Readonly<Record<string, FailureCategory>> = {
  error: 'unknown',
  content_filter: 'provider_refused',
};

/** Kinds whose result may hold an error that the status does not show. */
const HAS_RESULT: ReadonlySet<NodeType | 'unknown' | 'skip'> = new Set([
  'tool_invocation',
  'retrieval',
  'memory',
]);

export function readStatuses(graph: TraceGraph): RunStatuses {
  /** Of those that are not just fine: most are. */
  let byNode: Map<number, NodeStatus> | undefined;
  const failed: number[] = [];
  for (const node of graph.nodes) {
    const status = readStatus(node);
    if (status === FINE) continue;
    byNode = (byNode ?? new Map()).set(node.index, status);
    if (status.failed) failed.push(node.index);
  }
  return { of: (node) => byNode?.get(node) ?? FINE, failed };
}

function readStatus(node: GraphNode): NodeStatus {
  const { span, facts, kind } = node;
  const value = span.attribute(ATTRIBUTION_INPUT.outcome);
  const stated = isStated(value) ? value : undefined;
  if (stated === 'success' || stated === 'skipped' || stated === 'partial') return { ...FINE, stated };
  if (stated !== undefined) return hardFailure(span, stated, kind);
  if (span.statusCode === 'error') return facts.passesControlOn ? FINE : hardFailure(span, stated, kind);

  const termination = kind === 'agent' ? readText(span, ATTRIBUTION_INPUT.terminationReason) : undefined;
  const ended = termination === undefined ? undefined : TERMINATIONS[termination];
  if (ended !== undefined) return fail('hard', undefined, ended, `ended by ${termination}`);

  const finished =
    kind === 'llm_call' ? facts.finishReasons.find((reason) => reason in FAILED_FINISH) : undefined;
  if (finished !== undefined)
    return fail('soft', undefined, FAILED_FINISH[finished], `finish reason ${finished}`);

  // What the result says tells more than that it says something.
  const inResult = HAS_RESULT.has(kind) ? softErrorIn(facts.output()?.messages[0]?.text) : undefined;
  const soft = inResult ?? (facts.softError === undefined ? undefined : (problemOf(span) ?? facts.softError));
  if (soft !== undefined) return fail('soft', undefined, categoryOf(soft, [], kind), soft);
  return FINE;
}

function hardFailure(span: SpanView, stated: StatedOutcome | undefined, kind: GraphNode['kind']): NodeStatus {
  const thrown = span.events.findLast(({ name }) => name === OTEL_EVENT.exception)?.attributes;
  const errorType = readText(span, OTEL.errorType) ?? textOf(thrown?.[OTEL.exceptionType]);
  const message = span.statusMessage ?? textOf(thrown?.[OTEL.exceptionMessage]) ?? problemOf(span) ?? '';
  const types = [errorType, asText(span.attribute(HTTP_STATUS))].filter((type) => type !== undefined);
  const category = stated === 'timeout' ? 'timeout' : categoryOf(message, types, kind);
  const words = [errorType, message].filter((part) => part !== undefined && part !== '').join(': ');
  return fail('hard', stated, category, words === '' ? (stated ?? 'error status') : words);
}

function fail(
  via: 'hard' | 'soft',
  stated: StatedOutcome | undefined,
  category: FailureCategory | undefined,
  error: string,
): NodeStatus {
  return { failed: true, via, stated, category, error };
}

/**
 * A tool that failed for no reason the words tell is a tool failure: here the node is the evidence, not the message.
 * And a service that refuses a tool is no model provider.
 */
function categoryOf(message: string, errorType: readonly string[], kind: GraphNode['kind']): FailureCategory {
  const category = inferFailureCategory(message, { errorType });
  return HAS_RESULT.has(kind) && NOT_OF_TOOLS.has(category) ? 'tool_failure' : category;
}

const NOT_OF_TOOLS: ReadonlySet<FailureCategory> = new Set([
  'unknown',
  'provider_refused',
  'provider_unavailable',
]);

/** The last problem that the program reported on a span. */
function problemOf({ events }: SpanView): string | undefined {
  const reported = events.findLast(({ name }) => name === ATTRIBUTION_EVENT.problem)?.attributes;
  return textOf(reported?.[ATTRIBUTION_EVENT_ATTRIBUTE.problemDescription]);
}

function isStated(value: unknown): value is StatedOutcome {
  return STATED.has(value);
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
