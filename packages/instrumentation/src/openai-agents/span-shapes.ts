import type { Attributes } from '@opentelemetry/api';
import { SpanKind } from '@opentelemetry/api';
import type { NodeType } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import { present, tokenAttributes } from '../attributes.js';
import { toToolContent } from '../content.js';
import { toolFingerprint } from '@agent-attribution/core';
import type { AgentsSpanData } from './agents-sdk.js';
import { fieldOf, listOf, numberOf, textOf } from './agents-sdk.js';
import { parsed, toMessagesContent } from './messages.js';

/** What one type of span of the Agents SDK becomes. Its data is complete only at its end: models and results come late. */
export interface SpanShape {
  readonly nodeType: NodeType;
  readonly kind: SpanKind;
  nameOf(data: AgentsSpanData): string;
  attributesOf(data: AgentsSpanData, capturesContent: boolean): Attributes;
}

const INTERNAL = SpanKind.INTERNAL;

const named = (label: string, name: string | undefined): string =>
  name === undefined ? label : `${label} ${name}`;

const agent: SpanShape = {
  nodeType: 'agent',
  kind: INTERNAL,
  nameOf: (data) => named('invoke_agent', textOf(data, 'name')),
  attributesOf: (data) =>
    present({ [GEN_AI.operationName]: 'invoke_agent', [GEN_AI.agentName]: textOf(data, 'name') }),
};

/** The usage of a turn sums up that of its model calls: it is left out, or tokens would count twice. */
const turn: SpanShape = { nodeType: 'turn', kind: INTERNAL, nameOf: () => 'turn', attributesOf: () => ({}) };

/** Chat Completions: the response, if content is traced, is the only output; it holds usage, id and finish reasons. */
const generation: SpanShape = {
  nodeType: 'llm_call',
  kind: SpanKind.CLIENT,
  nameOf: (data) => named('chat', textOf(data, 'model')),
  attributesOf: (data, capturesContent) => {
    const [response] = listOf(data, 'output');
    const choices = listOf(response, 'choices');
    return {
      ...chatAttributes(textOf(data, 'model'), response),
      ...usageAttributes(fieldOf(data, 'usage') ?? fieldOf(response, 'usage')),
      ...present({
        [GEN_AI.responseFinishReasons]: nonEmpty(choices.map((choice) => textOf(choice, 'finish_reason'))),
      }),
      ...(capturesContent
        ? contentAttributes(
            listOf(data, 'input'),
            choices.length > 0 ? choices.map((choice) => fieldOf(choice, 'message')) : listOf(data, 'output'),
          )
        : {}),
    };
  },
};

/** The Responses API: usage and model are in the response. */
const response: SpanShape = {
  nodeType: 'llm_call',
  kind: SpanKind.CLIENT,
  nameOf: (data) => named('chat', textOf(fieldOf(data, '_response'), 'model')),
  attributesOf: (data, capturesContent) => {
    const body = fieldOf(data, '_response');
    const input = fieldOf(data, '_input');
    return {
      ...chatAttributes(textOf(body, 'model'), body),
      ...present({ [GEN_AI.responseId]: textOf(data, 'response_id') ?? textOf(body, 'id') }),
      ...usageAttributes(fieldOf(body, 'usage')),
      ...(capturesContent
        ? contentAttributes(
            typeof input === 'string' ? [{ role: 'user', content: input }] : listOf(data, '_input'),
            listOf(body, 'output'),
          )
        : {}),
    };
  },
};

const tool: SpanShape = {
  nodeType: 'tool_invocation',
  kind: INTERNAL,
  nameOf: (data) => named('execute_tool', textOf(data, 'name')),
  attributesOf: (data, capturesContent) => {
    const name = textOf(data, 'name') ?? '';
    const input = textOf(data, 'input');
    return present({
      [GEN_AI.operationName]: 'execute_tool',
      [GEN_AI.toolName]: name,
      [GEN_AI.toolType]: fieldOf(data, 'mcp_data') === undefined ? 'function' : 'extension',
      [ATTRIBUTION_INPUT.toolFingerprint]:
        input === undefined ? undefined : toolFingerprint(name, parsed(input)),
      ...(capturesContent
        ? {
            [GEN_AI.toolCallArguments]: input,
            [GEN_AI.toolCallResult]: toToolContent(fieldOf(data, 'output')),
          }
        : {}),
    });
  },
};

const handoff: SpanShape = {
  nodeType: 'handoff',
  kind: INTERNAL,
  nameOf: (data) => named('handoff', textOf(data, 'to_agent')),
  attributesOf: (data) =>
    present({
      [GEN_AI.handoffSourceName]: textOf(data, 'from_agent'),
      [GEN_AI.handoffTargetName]: textOf(data, 'to_agent'),
    }),
};

/** A tripped guardrail did its work: the verdict is on what it looked at, not on itself. */
const guardrail: SpanShape = {
  nodeType: 'guardrail',
  kind: INTERNAL,
  nameOf: (data) => named('guardrail', textOf(data, 'name')),
  attributesOf: (data) =>
    present({
      [ATTRIBUTION_INPUT.checkVerdict]: fieldOf(data, 'triggered') === true ? 'incorrect' : 'correct',
    }),
};

const step = (label: string, nameKey: string): SpanShape => ({
  nodeType: 'step',
  kind: INTERNAL,
  nameOf: (data) => named(label, textOf(data, nameKey)),
  attributesOf: () => ({}),
});

const SHAPES: Readonly<Record<string, SpanShape>> = {
  agent,
  turn,
  generation,
  response,
  function: tool,
  handoff,
  guardrail,
  task: step('task', 'name'),
  custom: step('custom', 'name'),
  mcp_tools: step('mcp_tools', 'server'),
  transcription: step('transcription', 'model'),
  speech: step('speech', 'model'),
  speech_group: step('speech_group', 'name'),
};

/** A type that we do not know is a step of its own name. */
export const shapeOf = (data: AgentsSpanData): SpanShape => SHAPES[data.type] ?? step(data.type, 'name');

const chatAttributes = (requestModel: string | undefined, response: unknown): Attributes =>
  present({
    [GEN_AI.operationName]: 'chat',
    [GEN_AI.requestModel]: requestModel,
    [GEN_AI.responseModel]: textOf(response, 'model'),
    [GEN_AI.responseId]: textOf(response, 'id'),
  });

const usageAttributes = (usage: unknown): Attributes => {
  const inputDetails = fieldOf(usage, 'input_tokens_details') ?? fieldOf(usage, 'prompt_tokens_details');
  const outputDetails =
    fieldOf(usage, 'output_tokens_details') ?? fieldOf(usage, 'completion_tokens_details');
  return tokenAttributes({
    input: numberOf(usage, 'input_tokens') ?? numberOf(usage, 'prompt_tokens'),
    output: numberOf(usage, 'output_tokens') ?? numberOf(usage, 'completion_tokens'),
    cacheRead: numberOf(inputDetails, 'cached_tokens'),
    reasoning: numberOf(outputDetails, 'reasoning_tokens'),
  });
};

const contentAttributes = (input: readonly unknown[], output: readonly unknown[]): Attributes => ({
  [GEN_AI.inputMessages]: toMessagesContent(input, 'user'),
  [GEN_AI.outputMessages]: toMessagesContent(output, 'assistant'),
});

const nonEmpty = (values: readonly (string | undefined)[]): string[] | undefined => {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known;
};
