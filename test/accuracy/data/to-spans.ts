import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import type { AttributeMap, SpanView, StatusCode } from '@agent-attribution/core';
import { participantOf } from './participants.js';
import type { LogMessage, RunLog } from './who-and-when.js';

/** A run as the spans that an instrumented runtime would have sent, and where in the log each turn came from. */
export interface ConvertedRun {
  readonly spans: readonly SpanView[];
  /** Position in the history, by the id of the turn's span. */
  readonly positionOf: ReadonlyMap<string, number>;
}

export interface ConvertOptions {
  /** Leave out every text, as runtimes do unless told otherwise. Default false. */
  readonly metadataOnly?: boolean;
  /** Give tool calls with a non-zero exit code an error status, as stricter runtimes do. Default false. */
  readonly errorStatus?: boolean;
}

const START_MICROS = 1_700_000_000_000_000;
const MESSAGE_MICROS = 1_000_000;

/** A reply that an executor gives when it was handed no code: nothing ran, so a runtime records no tool call. */
const RAN_SOMETHING = /```|exit ?code/i;

const FAILED_EXIT = /exit ?code: *[1-9]/i;

const CODE_BLOCK = /```[^\n`]*\n([\s\S]*?)(?:```|$)/g;

/**
 * Converts a log to spans of the GenAI conventions. Each message of an agent is a turn with one model call; turns of one
 * agent that follow each other share its agent span. What an executor answers is a tool call of the turn before it, with
 * its text as the result, as code executors report: a non-zero exit code is in the text, not in the span's status.
 * Delegations (`Orchestrator (-> X)`) are handoffs. The root has the question as its input and states that the run failed.
 */
export function toSpans(log: RunLog, options: ConvertOptions = {}): ConvertedRun {
  return new Converter(log, options).convert();
}

interface Draft {
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly startMicros: number;
  endMicros: number;
  readonly attributes: Record<string, AttributeMap[string]>;
  statusCode: StatusCode;
}

class Converter {
  readonly #log: RunLog;
  readonly #metadataOnly: boolean;
  readonly #errorStatus: boolean;
  readonly #drafts: Draft[] = [];
  readonly #positionOf = new Map<string, number>();
  /** Messages that each agent has not read yet start here. */
  readonly #readUpTo = new Map<string, number>();
  #agent: { readonly name: string; readonly span: Draft } | undefined;
  #turn: { readonly span: Draft; readonly message: LogMessage } | undefined;

  constructor(log: RunLog, { metadataOnly = false, errorStatus = false }: ConvertOptions) {
    this.#log = log;
    this.#metadataOnly = metadataOnly;
    this.#errorStatus = errorStatus;
  }

  convert(): ConvertedRun {
    const root = this.#open(undefined, 'invoke_workflow run', 0, {
      [GEN_AI.operationName]: 'invoke_workflow',
      [ATTRIBUTION_INPUT.outcome]: 'failure',
      ...this.#content(GEN_AI.inputMessages, messagesOf('user', [this.#log.question])),
    });
    for (const [position, message] of this.#log.history.entries()) this.#add(root, message, position);
    for (const draft of this.#drafts) root.endMicros = Math.max(root.endMicros, draft.endMicros);
    return { spans: this.#drafts.map(viewOf), positionOf: this.#positionOf };
  }

  #add(root: Draft, message: LogMessage, position: number): void {
    const participant = participantOf(message);
    if (participant.kind === 'person') return;
    if (participant.kind === 'executor') {
      this.#addToolCall(message, position);
      return;
    }
    const { agent, delegatesTo } = participant;
    if (this.#agent?.name !== agent) {
      const attributes = { [GEN_AI.operationName]: 'invoke_agent', [GEN_AI.agentName]: agent };
      this.#agent = { name: agent, span: this.#open(root, `invoke_agent ${agent}`, position, attributes) };
    }
    const turn = this.#open(this.#agent.span, 'turn', position, { [ATTRIBUTION_INPUT.nodeType]: 'turn' });
    this.#turn = { span: turn, message };
    this.#positionOf.set(turn.spanId, position);
    const unread = this.#log.history.slice(this.#readUpTo.get(agent) ?? 0, position);
    this.#readUpTo.set(agent, position + 1);
    this.#open(turn, 'chat', position, {
      [GEN_AI.operationName]: 'chat',
      [GEN_AI.requestModel]: 'unknown',
      ...this.#content(
        GEN_AI.inputMessages,
        messagesOf(
          'user',
          unread.map(({ content }) => content),
        ),
      ),
      ...this.#content(GEN_AI.outputMessages, messagesOf('assistant', [message.content])),
    });
    if (delegatesTo === undefined) return;
    this.#open(turn, `execute_tool transfer_to_${delegatesTo}`, position, {
      [GEN_AI.operationName]: 'execute_tool',
      [GEN_AI.toolName]: `transfer_to_${delegatesTo}`,
      [GEN_AI.handoffTargetName]: delegatesTo,
    });
  }

  #addToolCall(message: LogMessage, position: number): void {
    if (this.#turn === undefined) return;
    const { span, message: request } = this.#turn;
    const isTool = message.role === 'tool' || message.role === 'function';
    if (!isTool && !RAN_SOMETHING.test(request.content) && !RAN_SOMETHING.test(message.content)) return;
    const toolName = isTool ? (message.name ?? 'tool') : 'execute_code';
    const code = [...request.content.matchAll(CODE_BLOCK)].map(([, block]) => block ?? '').join('\n');
    const failed = FAILED_EXIT.test(message.content);
    const tool = this.#open(span, `execute_tool ${toolName}`, position, {
      [GEN_AI.operationName]: 'execute_tool',
      [GEN_AI.toolName]: toolName,
      ...this.#content(GEN_AI.toolCallArguments, code),
      ...this.#content(GEN_AI.toolCallResult, message.content),
      // Without the text only an attribute is left to say that it failed.
      ...(failed && this.#metadataOnly ? { 'gen_ai.tool.status': 'error' } : {}),
    });
    if (failed && this.#errorStatus) tool.statusCode = 'error';
    span.endMicros = tool.endMicros;
    if (this.#agent !== undefined) this.#agent.span.endMicros = tool.endMicros;
  }

  #content(key: string, value: AttributeMap[string]): Record<string, AttributeMap[string]> {
    return this.#metadataOnly ? {} : { [key]: value };
  }

  #open(parent: Draft | undefined, name: string, position: number, attributes: Draft['attributes']): Draft {
    const order = this.#drafts.length;
    const startMicros = START_MICROS + position * MESSAGE_MICROS + order;
    const draft: Draft = {
      spanId: (order + 1).toString(16).padStart(16, '0'),
      parentSpanId: parent?.spanId,
      name,
      startMicros,
      endMicros: START_MICROS + (position + 1) * MESSAGE_MICROS,
      attributes,
      statusCode: 'unset',
    };
    this.#drafts.push(draft);
    if (parent !== undefined) parent.endMicros = Math.max(parent.endMicros, draft.endMicros);
    return draft;
  }
}

function messagesOf(role: 'user' | 'assistant', texts: readonly string[]): string {
  return JSON.stringify(texts.map((content) => ({ role, parts: [{ type: 'text', content }] })));
}

function viewOf({ attributes, ...place }: Draft): SpanView {
  return {
    ...place,
    traceId: '0123456789abcdef'.repeat(2),
    kind: 'internal',
    statusMessage: undefined,
    scopeName: 'who-and-when',
    events: [],
    links: [],
    droppedAttributesCount: 0,
    attribute: (key) => attributes[key],
    attributeKeys: () => Object.keys(attributes),
    resourceAttribute: () => undefined,
  };
}
