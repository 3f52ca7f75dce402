import type { Attributes } from '@opentelemetry/api';
import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';
import { toJson } from './content.js';

/** A request to a model without its content: what it was made of, and how big it was. */
export interface LlmRequestSnapshot {
  readonly messageCount?: number | undefined;
  readonly toolNames?: readonly string[] | undefined;
  /** Characters of the messages as JSON. */
  readonly messageChars?: number | undefined;
  /** Characters of the tool definitions as JSON. */
  readonly toolSchemaChars?: number | undefined;
  /** Which call of the agent's loop this is, from 1. */
  readonly iteration?: number | undefined;
}

export interface SnapshotSource {
  readonly messages: readonly unknown[];
  /** Tool definitions: `{ name }`, or `{ function: { name } }`. */
  readonly tools?: readonly unknown[] | undefined;
  readonly iteration?: number | undefined;
}

/**
 * Takes the sizes and names of a request; nothing of its content is kept.
 *
 * @example withLlmCall({ model, request: snapshotOf({ messages, tools, iteration: 2 }) }, call)
 */
export const snapshotOf = ({ messages, tools, iteration }: SnapshotSource): LlmRequestSnapshot => ({
  messageCount: messages.length,
  messageChars: toJson(messages).length,
  toolNames: tools?.map(toolNameOf).filter((name) => name !== undefined),
  toolSchemaChars: tools && toJson(tools).length,
  iteration,
});

export const snapshotAttributes = (snapshot: LlmRequestSnapshot, onto: Attributes): Attributes =>
  present(
    {
      [ATTRIBUTION_INPUT.llmMessageCount]: snapshot.messageCount,
      [ATTRIBUTION_INPUT.llmToolNames]: snapshot.toolNames && [...snapshot.toolNames],
      [ATTRIBUTION_INPUT.llmMessageChars]: snapshot.messageChars,
      [ATTRIBUTION_INPUT.llmToolSchemaChars]: snapshot.toolSchemaChars,
      [ATTRIBUTION_INPUT.llmIteration]: snapshot.iteration,
    },
    onto,
  );

const toolNameOf = (tool: unknown): string | undefined => {
  if (typeof tool !== 'object' || tool === null) return undefined;
  if ('name' in tool && typeof tool.name === 'string') return tool.name;
  return 'function' in tool ? toolNameOf(tool.function) : undefined;
};
