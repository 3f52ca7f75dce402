import { CONTENT_EVENTS } from '../conventions/event-messages.js';

/**
 * Attributes that hold what people, models and tools said, in every convention that is read. A content policy removes
 * or redacts these; sizes, names and counts are no content.
 */
const CONTENT_KEYS: ReadonlySet<string> = new Set([
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.system_instructions',
  'gen_ai.tool.definitions',
  'gen_ai.tool.call.arguments',
  'gen_ai.tool.call.result',
  'gen_ai.tool.input',
  'gen_ai.tool.output',
  'gen_ai.tool.args',
  'gen_ai.retrieval.documents',
  'gen_ai.retrieval.query.text',
  'gen_ai.memory.records',
  'gen_ai.memory.query.text',
  'gen_ai.prompt',
  'gen_ai.completion',
  'gen_ai.execution.payload',
  'input.value',
  'output.value',
  'llm.prompts',
  'llm.completions',
  'llm.invocation_parameters',
  'ai.prompt',
  'ai.value',
  'ai.values',
  'ai.response.text',
  'ai.response.object',
  'ai.response.toolCalls',
  'ai.response.reasoning',
  'ai.toolCall.args',
  'ai.toolCall.result',
  'traceloop.entity.input',
  'traceloop.entity.output',
  'langfuse.observation.input',
  'langfuse.observation.output',
  'langfuse.trace.input',
  'langfuse.trace.output',
  'lmnr.span.input',
  'lmnr.span.output',
  'gcp.vertex.agent.llm_request',
  'gcp.vertex.agent.llm_response',
  'gcp.vertex.agent.tool_call_args',
  'gcp.vertex.agent.tool_response',
  'gcp.vertex.agent.data',
  // VoltAgent's names have no namespace.
  'input',
  'output',
]);

/** Content that is spread over numbered keys. */
const CONTENT_PREFIXES = [
  'gen_ai.prompt.',
  'gen_ai.completion.',
  'ai.prompt.',
  'llm.input_messages.',
  'llm.output_messages.',
  'llm.prompts.',
  'llm.completions.',
  'retrieval.documents.',
  'reranker.input_documents.',
  'reranker.output_documents.',
] as const;

/** Mastra writes `mastra.{type of span}.input` and `.output`. */
const MASTRA_CONTENT = /^mastra\..+\.(?:input|output)$/;

/** Whether an attribute of a span or of its events holds content. */
export function isContentKey(key: string): boolean {
  return (
    CONTENT_KEYS.has(key) ||
    CONTENT_PREFIXES.some((prefix) => key.startsWith(prefix)) ||
    MASTRA_CONTENT.test(key)
  );
}

/** What the attributes of an event with content say besides: their sizes and names give nothing away. */
const EVENT_FACTS: ReadonlySet<string> = new Set(['event.name', 'role', 'index', 'id', 'finish_reason']);

/** Whether an event or a log record of this name holds what people, models and tools said. */
export function isContentEvent(name: string): boolean {
  return CONTENT_EVENTS.has(name);
}

/**
 * Whether an attribute of an event or a log record holds content. In an event with content all do that are not known to
 * be something else: messages stand there under names without a namespace, such as `content`.
 */
export function isEventContentKey(eventName: string, key: string): boolean {
  if (isContentKey(key)) return true;
  return isContentEvent(eventName) && !key.startsWith('gen_ai.') && !EVENT_FACTS.has(key);
}
