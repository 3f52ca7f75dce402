import type { Attributes, Context, Span } from '@opentelemetry/api';
import { SpanKind, SpanStatusCode, context, diag, trace } from '@opentelemetry/api';
import type { NodeType } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT, GEN_AI, OTEL } from '@agent-attribution/semantic-conventions';
import { activeTracer } from '../activation.js';
import { present } from '../attributes.js';
import { capturesContent } from '../content.js';
import { errorMessageOf } from '../error-type.js';
import { isErrorResult, markSoftError, markToolError } from '../with-tool-invocation.js';
import type { AgentsSpan, AgentsTrace } from './agents-sdk.js';
import { fieldOf } from './agents-sdk.js';
import { parsed } from './messages.js';
import { errorMessageOfSpan, errorTypeOfSpan } from './span-error.js';
import { shapeOf } from './span-shapes.js';

export interface AgentsTracingOptions {
  /** Default: `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`, else false. */
  readonly captureContent?: boolean | undefined;
  /** Traces of the Agents SDK that may be open at once; the oldest is ended beyond that. Default 1,000. */
  readonly maxOpenTraces?: number | undefined;
}

interface OpenSpan {
  readonly span: Span;
  readonly context: Context;
  readonly nodeType: NodeType;
  readonly parent: OpenSpan | undefined;
  /** Of a turn: the types of the nodes that ran in it. Of an agent: its name and its turns. */
  readonly nodeTypes: Set<NodeType>;
  readonly agentName: string | undefined;
  turns: number;
}

interface OpenTrace {
  readonly root: OpenSpan;
  readonly groupId: string | null;
  readonly spans: Map<string, OpenSpan>;
}

/**
 * Writes the traces of the OpenAI Agents SDK as OpenTelemetry spans: agents, turns, model calls, tools, handoffs and
 * guardrails after the GenAI conventions, with ours beside them. A trace becomes a workflow span below the OpenTelemetry
 * span that was active when it started, so that agents after a handoff, which are siblings, stay together.
 *
 * @example
 * import { addTraceProcessor } from '@openai/agents';
 * addTraceProcessor(new AgentsTracingProcessor());
 */
export class AgentsTracingProcessor {
  readonly #capturesContent: boolean;
  readonly #maxOpenTraces: number;
  readonly #open = new Map<string, OpenTrace>();

  constructor(options: AgentsTracingOptions = {}) {
    this.#capturesContent = capturesContent(options.captureContent);
    this.#maxOpenTraces = options.maxOpenTraces ?? 1_000;
  }

  async onTraceStart(agentsTrace: AgentsTrace): Promise<void> {
    quietly(() => this.#startTrace(agentsTrace));
  }

  async onTraceEnd({ traceId }: AgentsTrace): Promise<void> {
    quietly(() => this.#endTrace(traceId));
  }

  async onSpanStart(agentsSpan: AgentsSpan): Promise<void> {
    quietly(() => this.#startSpan(agentsSpan));
  }

  async onSpanEnd(agentsSpan: AgentsSpan): Promise<void> {
    quietly(() => this.#endSpan(agentsSpan));
  }

  /** Nothing is held back here: ended spans are with the OpenTelemetry SDK already. */
  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {
    for (const traceId of this.#open.keys()) quietly(() => this.#endTrace(traceId));
  }

  #startTrace({ traceId, name, groupId }: AgentsTrace): void {
    const tracer = activeTracer();
    if (tracer === undefined || this.#open.has(traceId)) return;
    const parent = context.active();
    const span = tracer.startSpan(
      `invoke_workflow ${name}`,
      {
        kind: SpanKind.INTERNAL,
        attributes: present({
          [GEN_AI.operationName]: 'invoke_workflow',
          [GEN_AI.workflowName]: name,
          [GEN_AI.conversationId]: groupId,
          [ATTRIBUTION_INPUT.nodeType]: 'workflow',
        }),
      },
      parent,
    );
    const root = openSpan(span, trace.setSpan(parent, span), 'workflow', undefined, undefined);
    this.#open.set(traceId, { root, groupId, spans: new Map() });
    const oldest = this.#open.keys().next().value;
    if (this.#open.size > this.#maxOpenTraces && oldest !== undefined) this.#endTrace(oldest);
  }

  #endTrace(traceId: string): void {
    const open = this.#open.get(traceId);
    if (open === undefined) return;
    this.#open.delete(traceId);
    // Youngest first, so that no span outlives its parent.
    for (const { span } of [...open.spans.values()].toReversed()) span.end();
    open.root.span.end();
  }

  #startSpan({ traceId, spanId, parentId, spanData, startedAt }: AgentsSpan): void {
    const tracer = activeTracer();
    const open = this.#open.get(traceId);
    if (tracer === undefined || open === undefined) return;
    const parent = (parentId === null ? undefined : open.spans.get(parentId)) ?? open.root;
    const shape = shapeOf(spanData);
    const place = placeAttributes(shape.nodeType, parent, open.groupId);
    const turnNumber = place[ATTRIBUTION_INPUT.turnNumber];
    const attributes: Attributes = {
      ...shape.attributesOf(spanData, false),
      ...place,
      [ATTRIBUTION_INPUT.nodeType]: shape.nodeType,
    };
    const span = tracer.startSpan(
      turnNumber === undefined ? shape.nameOf(spanData) : `turn ${String(turnNumber)}`,
      { kind: shape.kind, attributes, ...(startedAt === null ? {} : { startTime: new Date(startedAt) }) },
      parent.context,
    );
    const agentName = shape.nodeType === 'agent' ? attributes[GEN_AI.agentName] : undefined;
    open.spans.set(
      spanId,
      openSpan(
        span,
        trace.setSpan(parent.context, span),
        shape.nodeType,
        parent,
        typeof agentName === 'string' ? agentName : undefined,
      ),
    );
    if (shape.nodeType !== 'agent') enclosing(parent, 'turn')?.nodeTypes.add(shape.nodeType);
  }

  #endSpan({ traceId, spanId, spanData, endedAt, error }: AgentsSpan): void {
    const open = this.#open.get(traceId);
    const ended = open?.spans.get(spanId);
    if (open === undefined || ended === undefined) return;
    open.spans.delete(spanId);
    const { span, nodeType, nodeTypes } = ended;
    const shape = shapeOf(spanData);
    if (nodeType !== 'turn') span.updateName(shape.nameOf(spanData));
    span.setAttributes(shape.attributesOf(spanData, this.#capturesContent));
    if (nodeType === 'turn' && nodeTypes.size > 0) {
      span.setAttribute(ATTRIBUTION_INPUT.nodeTypes, [...nodeTypes]);
    }
    if (nodeType === 'tool_invocation') {
      const result = parsed(fieldOf(spanData, 'output'));
      if (isErrorResult(result)) markToolError(span);
      else if (error === null) markSoftError(span, result);
    }
    if (error !== null) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: errorMessageOfSpan(error) });
      span.setAttribute(OTEL.errorType, errorTypeOfSpan(error));
    }
    span.end(endedAt === null ? undefined : new Date(endedAt));
  }
}

const openSpan = (
  span: Span,
  context: Context,
  nodeType: NodeType,
  parent: OpenSpan | undefined,
  agentName: string | undefined,
): OpenSpan => ({ span, context, nodeType, parent, agentName, nodeTypes: new Set(), turns: 0 });

/** What a span's place among the others says about it. */
const placeAttributes = (nodeType: NodeType, parent: OpenSpan, groupId: string | null): Attributes => {
  const agent = enclosing(parent, 'agent');
  if (nodeType === 'agent') return present({ [GEN_AI.conversationId]: groupId });
  if (nodeType === 'tool_invocation') return present({ [GEN_AI.agentName]: agent?.agentName });
  if (nodeType !== 'turn' || agent === undefined) return {};
  // The Agents SDK counts turns over the whole run; ours are counted within their agent.
  agent.turns += 1;
  return { [ATTRIBUTION_INPUT.turnNumber]: agent.turns };
};

/** The nearest span of a type, not looking beyond the agent. */
const enclosing = (from: OpenSpan, nodeType: 'agent' | 'turn'): OpenSpan | undefined => {
  let at: OpenSpan | undefined = from;
  while (at !== undefined) {
    if (at.nodeType === nodeType) return at;
    if (at.nodeType === 'agent') return undefined;
    at = at.parent;
  }
  return undefined;
};

/** Tracing must never fail the run that it traces. */
const quietly = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    diag.error('agent-attribution: a span of the Agents SDK could not be written', errorMessageOf(error));
  }
};
