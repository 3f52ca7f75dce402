import { SpanStatusCode, trace } from '@opentelemetry/api';
import { Agent, Runner, setTraceProcessors, setTracingDisabled, tool } from '@openai/agents-core';
import { OpenAIChatCompletionsModel } from '@openai/agents-openai';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RecordedSpans } from '../../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../../test/helpers/recorded-spans.js';
import type { ScriptedReply } from '../../../../test/helpers/scripted-chat-server.js';
import { startScriptedChatServer } from '../../../../test/helpers/scripted-chat-server.js';
import { AgentsTracingProcessor } from './tracing-processor.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
  // The Agents SDK traces nothing under NODE_ENV=test unless told to.
  setTracingDisabled(false);
});
afterEach(async () => {
  setTraceProcessors([]);
  await recorded.stop();
});

interface Scene {
  readonly captureContent?: boolean;
  readonly lookup?: () => unknown;
  readonly tripwire?: boolean;
  readonly maxTurns?: number;
}

const SCRIPT: readonly ScriptedReply[] = [
  { toolCall: { name: 'lookup', arguments: { year: 1969 } } },
  { toolCall: { name: 'transfer_to_writer', arguments: {} } },
  { content: 'The answer.' },
];

/** A researcher with a tool hands over to a writer with a guardrail, in a run of the real Agents SDK. */
const run = async (scene: Scene = {}): Promise<unknown> => {
  const processor = new AgentsTracingProcessor({ captureContent: scene.captureContent });
  setTraceProcessors([processor]);
  const server = await startScriptedChatServer(SCRIPT);
  const client = new OpenAI({ apiKey: 'none', baseURL: server.url, maxRetries: 0 });
  const model = new OpenAIChatCompletionsModel(client, 'tiny');
  const lookup = tool({
    name: 'lookup',
    description: 'Looks a year up',
    parameters: z.object({ year: z.number() }),
    execute: () => scene.lookup?.() ?? 'found it',
  });
  const writer = new Agent({
    name: 'writer',
    model,
    outputGuardrails: [
      {
        name: 'polite',
        execute: async () => ({ tripwireTriggered: scene.tripwire === true, outputInfo: null }),
      },
    ],
  });
  const researcher = new Agent({ name: 'researcher', model, tools: [lookup], handoffs: [writer] });
  const runner = new Runner({ workflowName: 'story', groupId: 'conversation-1' });
  try {
    const options = scene.maxTurns === undefined ? {} : { maxTurns: scene.maxTurns };
    return (await runner.run(researcher, 'What happened?', options)).finalOutput;
  } finally {
    await server.close();
  }
};

const spansNamed = (name: string) => recorded.all().filter((span) => span.name === name);
const childrenOf = (name: string) =>
  recorded
    .all()
    .filter((span) => span.parentSpanContext?.spanId === recorded.named(name).spanContext().spanId)
    .map((span) => span.name);

describe('a run of the OpenAI Agents SDK', () => {
  it('becomes one tree, with the agents of a handoff as siblings', async () => {
    expect(await run()).toBe('The answer.');
    expect(recorded.parentOf('invoke_workflow story')).toBeUndefined();
    expect(childrenOf('invoke_workflow story')).toEqual(['task story']);
    expect(childrenOf('task story')).toEqual(['invoke_agent researcher', 'invoke_agent writer']);
  });

  it('attaches below the span that was active when it started', async () => {
    await trace.getTracer('app').startActiveSpan('request', async (span) => {
      await run();
      span.end();
    });
    expect(recorded.parentOf('invoke_workflow story')).toBe('request');
    expect(new Set(recorded.all().map((span) => span.spanContext().traceId)).size).toBe(1);
  });

  it('names agents, and numbers their turns within each', async () => {
    await run();
    expect(recorded.attributesOf('invoke_agent writer')).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'writer',
      'gen_ai.conversation.id': 'conversation-1',
      'attribution.node_type': 'agent',
    });
    const turns = recorded
      .all()
      .filter((span) => span.name.startsWith('turn '))
      .map((span) => span.attributes);
    expect(turns.map((attributes) => attributes['attribution.turn.number'])).toEqual([1, 2, 1]);
    expect(turns.map((attributes) => attributes['attribution.node_types'])).toEqual([
      ['llm_call', 'tool_invocation'],
      ['llm_call', 'handoff'],
      ['llm_call'],
    ]);
  });

  it('has tokens on model calls only, where the SDK repeats them on turns and tasks', async () => {
    await run();
    const calls = spansNamed('chat tiny');
    expect(calls.map((span) => span.attributes['gen_ai.response.id'])).toEqual([
      'resp_1',
      'resp_2',
      'resp_3',
    ]);
    expect(calls[0]?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'tiny',
      'gen_ai.response.model': 'tiny-1',
      'gen_ai.response.finish_reasons': ['tool_calls'],
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 2,
      'attribution.node_type': 'llm_call',
    });
    const withUsage = recorded.all().filter((span) => 'gen_ai.usage.input_tokens' in span.attributes);
    expect(withUsage).toEqual(calls);
  });

  it('tells who handed over to whom', async () => {
    await run();
    expect(recorded.attributesOf('handoff writer')).toEqual({
      'gen_ai.agent.handoff.source.name': 'researcher',
      'gen_ai.agent.handoff.target.name': 'writer',
      'attribution.node_type': 'handoff',
    });
  });

  it('keeps content out unless asked to', async () => {
    await run();
    const attributes = JSON.stringify(recorded.all().map((span) => span.attributes));
    for (const content of ['What happened?', 'The answer.', '1969', 'found it']) {
      expect(attributes).not.toContain(content);
    }
    expect(recorded.attributesOf('execute_tool lookup')).toMatchObject({
      'gen_ai.tool.name': 'lookup',
      'gen_ai.agent.name': 'researcher',
      'attribution.tool.fingerprint': expect.stringMatching(/^lookup:[0-9a-f]{16}$/),
    });
  });

  it('writes content in the shape of the GenAI conventions when asked to', async () => {
    await run({ captureContent: true });
    expect(recorded.attributesOf('execute_tool lookup')).toMatchObject({
      'gen_ai.tool.call.arguments': '{"year":1969}',
      'gen_ai.tool.call.result': 'found it',
    });
    const second = spansNamed('chat tiny')[1]?.attributes ?? {};
    expect(JSON.parse(String(second['gen_ai.input.messages']))).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'What happened?' }] },
      {
        role: 'assistant',
        parts: [{ type: 'tool_call', id: 'call_1', name: 'lookup', arguments: { year: 1969 } }],
      },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'found it' }] },
    ]);
    expect(JSON.parse(String(second['gen_ai.output.messages']))).toEqual([
      {
        role: 'assistant',
        parts: [{ type: 'tool_call', id: 'call_2', name: 'transfer_to_writer', arguments: {} }],
      },
    ]);
  });

  it('gives the status ERROR and a type to a tool that threw', async () => {
    await run({
      lookup: () => {
        throw new Error('no such year');
      },
    });
    const span = recorded.named('execute_tool lookup');
    expect(span.status.code).toBe(SpanStatusCode.ERROR);
    expect(span.attributes['error.type']).toBe('tool_error');
    expect(recorded.named('invoke_agent researcher').status.code).toBe(SpanStatusCode.UNSET);
  });

  it('states the failure of a result that calls itself an error', async () => {
    await run({ lookup: () => JSON.stringify({ isError: true, content: [] }) });
    const span = recorded.named('execute_tool lookup');
    expect(span.attributes['attribution.outcome']).toBe('failure');
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
  });

  it.each([
    [false, 'correct'],
    [true, 'incorrect'],
  ])(
    'tells the verdict of a guardrail (tripped: %s), which has not failed itself',
    async (tripwire, verdict) => {
      await run({ tripwire }).catch(() => {});
      const span = recorded.named('guardrail polite');
      expect(span.attributes).toEqual({
        'attribution.node_type': 'guardrail',
        'attribution.check.verdict': verdict,
      });
      expect(span.status.code).toBe(SpanStatusCode.UNSET);
    },
  );

  it('tells the class of the error that ended the run', async () => {
    await expect(run({ tripwire: true })).rejects.toThrow('guardrail');
    expect(recorded.attributesOf('invoke_agent writer')['error.type']).toBe(
      'OutputGuardrailTripwireTriggered',
    );
  });

  it('tells that an agent ran out of turns', async () => {
    await expect(run({ maxTurns: 1 })).rejects.toThrow('turns');
    expect(recorded.attributesOf('invoke_agent researcher')['error.type']).toBe('MaxTurnsExceededError');
  });
});

const span = (fields: object) => ({
  traceId: 't',
  spanId: 's',
  parentId: null,
  spanData: { type: 'agent', name: 'a' },
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  error: null,
  ...fields,
});

describe('AgentsTracingProcessor', () => {
  const agentsTrace = { traceId: 't', name: 'w', groupId: null };

  it('keeps the times of the Agents SDK', async () => {
    const processor = new AgentsTracingProcessor();
    await processor.onTraceStart(agentsTrace);
    await processor.onSpanStart(span({}));
    await processor.onSpanEnd(span({ endedAt: '2026-01-01T00:00:01.500Z' }));
    const ended = recorded.named('invoke_agent a');
    expect(ended.startTime).toEqual([1_767_225_600, 0]);
    expect(ended.duration).toEqual([1, 500_000_000]);
  });

  it('ends what is still open when the trace ends, children first', async () => {
    const processor = new AgentsTracingProcessor();
    await processor.onTraceStart(agentsTrace);
    await processor.onSpanStart(span({}));
    await processor.onSpanStart(
      span({ spanId: 'child', parentId: 's', spanData: { type: 'custom', name: 'c' } }),
    );
    await processor.onTraceEnd(agentsTrace);
    expect(recorded.all().map((ended) => ended.name)).toEqual([
      'custom c',
      'invoke_agent a',
      'invoke_workflow w',
    ]);
  });

  it('ends the oldest trace when there are more than it may hold, and all of them at shutdown', async () => {
    const processor = new AgentsTracingProcessor({ maxOpenTraces: 1 });
    await processor.onTraceStart({ ...agentsTrace, traceId: '1', name: 'first' });
    await processor.onTraceStart({ ...agentsTrace, traceId: '2', name: 'second' });
    expect(recorded.all().map((ended) => ended.name)).toEqual(['invoke_workflow first']);
    await processor.shutdown();
    expect(recorded.all()).toHaveLength(2);
  });

  it('reads a response of the Responses API', async () => {
    const processor = new AgentsTracingProcessor({ captureContent: true });
    await processor.onTraceStart(agentsTrace);
    const data = {
      type: 'response',
      response_id: 'r-1',
      _input: 'hi',
      _response: {
        model: 'gpt-x',
        output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'hello' }] }],
        usage: {
          input_tokens: 3,
          output_tokens: 2,
          input_tokens_details: { cached_tokens: 1 },
          output_tokens_details: { reasoning_tokens: 1 },
        },
      },
    };
    await processor.onSpanStart(span({ spanData: { type: 'response' } }));
    await processor.onSpanEnd(span({ spanData: data, endedAt: '2026-01-01T00:00:01.000Z' }));
    expect(recorded.attributesOf('chat gpt-x')).toMatchObject({
      'gen_ai.response.id': 'r-1',
      'gen_ai.usage.input_tokens': 3,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.usage.cache_read.input_tokens': 1,
      'gen_ai.usage.reasoning.output_tokens': 1,
      'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]',
      'gen_ai.output.messages': '[{"role":"assistant","parts":[{"type":"text","content":"hello"}]}]',
    });
  });

  it('makes a step of a type it does not know', async () => {
    const processor = new AgentsTracingProcessor();
    await processor.onTraceStart(agentsTrace);
    await processor.onSpanStart(span({ spanData: { type: 'hologram' } }));
    await processor.onTraceEnd(agentsTrace);
    expect(recorded.attributesOf('hologram')['attribution.node_type']).toBe('step');
  });

  it('does nothing without an SDK', async () => {
    await recorded.stop();
    const processor = new AgentsTracingProcessor();
    await processor.onTraceStart(agentsTrace);
    await processor.onSpanStart(span({}));
    await processor.onTraceEnd(agentsTrace);
    expect(recorded.all()).toEqual([]);
  });
});
