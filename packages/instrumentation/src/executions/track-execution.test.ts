import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../../test/helpers/recorded-spans.js';
import { withAgent } from '../with-agent.js';
import type { ExecutionHandle } from './execution-handle.js';
import { trackExecution } from './track-execution.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

const SPAN = 'invoke_agent critic';
const CRITIC = { agentName: 'critic' };

/** What is told of the stages: `init started`, … */
const timeline = (): string[] =>
  recorded
    .named(SPAN)
    .events.filter(({ name }) => name === 'attribution.stage')
    .map(
      ({ attributes }) =>
        `${String(attributes?.['attribution.stage.name'])} ${String(attributes?.['attribution.stage.status'])}`,
    );

const attributes = () => recorded.attributesOf(SPAN);

const failing = (error: unknown, options: { signal?: AbortSignal } = {}) =>
  expect(() =>
    trackExecution({ ...CRITIC, ...options }, () => {
      throw error;
    }),
  ).toThrow(error instanceof Error ? error : String(error));

describe('row 46: an execution', () => {
  it('is a run of an agent that succeeds when it returns', async () => {
    const result = await trackExecution({ ...CRITIC, taskId: 'T', callReason: 'review' }, () =>
      Promise.resolve('fine'),
    );
    expect(result).toBe('fine');
    expect(attributes()).toEqual({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'critic',
      'attribution.node_type': 'agent',
      'attribution.task.id': 'T',
      'attribution.call.reason': 'review',
      'attribution.execution.method': 'run',
      'attribution.execution.status': 'success',
      'attribution.stage': 'complete',
    });
  });

  it('hands its ids down like any agent', () => {
    trackExecution({ ...CRITIC, conversationId: 'C' }, () => withAgent('helper', () => {}));
    expect(recorded.attributesOf('invoke_agent helper')['gen_ai.conversation.id']).toBe('C');
    expect(recorded.parentOf('invoke_agent helper')).toBe(SPAN);
  });

  it('that throws has failed, and throws the same', () => {
    failing(new RangeError('too much'));
    expect(attributes()).toMatchObject({
      'attribution.execution.status': 'failed',
      'attribution.outcome': 'failure',
      'error.type': 'RangeError',
    });
    const [, log, exception] = recorded.named(SPAN).events;
    expect(log?.attributes).toEqual({
      'attribution.stage.name': 'init',
      'attribution.stage.status': 'failed',
      'attribution.stage.message': 'Error: too much',
      'attribution.stage.level': 'error',
    });
    expect(String(exception?.attributes?.['exception.stacktrace'])).toContain('track-execution.test');
  });

  it.each([
    ['TimeoutError', 'timeout', 'timeout'],
    ['APIConnectionTimeoutError', 'timeout', 'timeout'],
    ['AbortError', 'cancelled', 'cancelled'],
    ['APIUserAbortError', 'cancelled', 'cancelled'],
    ['TimeoutsExceeded', 'failed', 'failure'],
  ])('that throws a %s has the status %s', (name, status, outcome) => {
    failing(Object.assign(new Error('x'), { name }));
    expect(attributes()).toMatchObject({
      'attribution.execution.status': status,
      'attribution.outcome': outcome,
    });
  });

  it.each([
    [new RangeError('the user left'), 'cancelled'],
    [new DOMException('too slow', 'TimeoutError'), 'timeout'],
  ])('that throws the reason of its signal, %s, has the status %s', (reason, status) => {
    failing(reason, { signal: AbortSignal.abort(reason) });
    expect(attributes()['attribution.execution.status']).toBe(status);
  });

  it('that throws an abort error of its client was timed out, if that is why the signal fired', () => {
    const signal = AbortSignal.abort(new DOMException('too slow', 'TimeoutError'));
    failing(Object.assign(new Error('aborted'), { name: 'AbortError' }), { signal });
    expect(attributes()['attribution.execution.status']).toBe('timeout');
  });
});

const skip = (after: (execution: ExecutionHandle) => void = () => {}) =>
  trackExecution(CRITIC, (execution) => {
    execution.stage('should_respond');
    execution.shouldRespond(false, 0.9, 'off topic');
    after(execution);
  });

describe('row 46: a skipped execution', () => {
  it('stays skipped when it returns', () => {
    skip();
    expect(attributes()).toMatchObject({
      'attribution.execution.status': 'skipped',
      'attribution.outcome': 'skipped',
      'attribution.stage': 'should_respond',
    });
  });

  it('stays skipped when it calls a model all the same', () => {
    skip((execution) => {
      execution.llmRequest({ model: 'm' });
      execution.llmResponse({ response: 'five words of plain text' });
    });
    expect(attributes()['attribution.execution.status']).toBe('skipped');
  });

  it('has failed when it throws', () => {
    expect(() =>
      skip(() => {
        throw new Error('x');
      }),
    ).toThrow('x');
    expect(attributes()).toMatchObject({
      'attribution.execution.status': 'failed',
      'attribution.outcome': 'failure',
    });
  });
});

it('row 56: relevance is told with its reason, and an agent that responds is not skipped', () => {
  trackExecution(CRITIC, (execution) => execution.shouldRespond(true, 0.7, 'mentioned by name'));
  expect(attributes()).toMatchObject({
    'attribution.relevance.score': 0.7,
    'attribution.relevance.reason': 'mentioned by name',
    'attribution.execution.status': 'success',
  });
});

describe('row 47: stages', () => {
  it('are told as they are entered and completed, with their time', () => {
    trackExecution(CRITIC, (execution) => {
      execution.completeStage('init');
      execution.stage('pre_process', 'reading', { pages: 3 });
      execution.logEvent('half way', 'debug');
      expect(execution.completeStage()).toBe(true);
    });
    expect(timeline()).toEqual([
      'init started',
      'init completed',
      'pre_process started',
      'pre_process event',
      'pre_process completed',
      'complete started',
    ]);
    const [, , entered, , completed] = recorded.named(SPAN).events;
    expect(entered?.attributes).toMatchObject({
      'attribution.stage.message': 'reading',
      'attribution.stage.level': 'info',
      'attribution.stage.data': '{"pages":3}',
    });
    expect(completed?.attributes?.['attribution.stage.duration_ms']).toBeTypeOf('number');
  });

  it('are completed once: a second time, and one that was never entered, says false', () => {
    trackExecution(CRITIC, (execution) => {
      execution.llmRequest({ model: 'm' });
      execution.llmResponse({ response: 'five words of plain text' });
      expect(execution.completeStage('llm_call')).toBe(false);
      expect(execution.completeStage('llm_parse')).toBe(false);
    });
    expect(timeline().filter((entry) => entry === 'llm_call completed')).toHaveLength(1);
  });

  it('name the one in which the execution failed', () => {
    expect(() =>
      trackExecution(CRITIC, (execution) => {
        execution.stage('llm_parse');
        throw new SyntaxError('no JSON');
      }),
    ).toThrow('no JSON');
    expect(timeline().at(-1)).toBe('llm_parse failed');
    expect(attributes()['attribution.stage']).toBe('llm_parse');
  });
});

describe('row 49: a call of a model', () => {
  it('is a span of its own, with what the validation of the response found', () => {
    trackExecution(CRITIC, (execution) => {
      execution.llmRequest({ model: 'gpt-5', request: { messageCount: 2 } });
      execution.llmResponse({
        response: 'I cannot.',
        finishReasons: ['stop'],
        tokens: { input: 5, output: 2 },
      });
    });
    expect(recorded.parentOf('chat gpt-5')).toBe(SPAN);
    expect(recorded.attributesOf('chat gpt-5')).toMatchObject({
      'attribution.node_type': 'llm_call',
      'attribution.llm.message_count': 2,
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 5,
      'attribution.response.valid': true,
      'attribution.response.quality_score': expect.closeTo(0.7, 10),
      'attribution.response.warnings': [
        'Response contains refusal language',
        'Response is very short (< 5 words)',
      ],
      'attribution.response.errors': [],
      'attribution.response.word_count': 2,
    });
    expect(recorded.attributesOf('chat gpt-5')).not.toHaveProperty('gen_ai.output.messages');
  });

  it('is not validated when the program says so', () => {
    trackExecution(CRITIC, (execution) => {
      execution.llmRequest({ model: 'm' });
      execution.llmResponse({ response: '', validate: false });
    });
    expect(recorded.attributesOf('chat m')).not.toHaveProperty('attribution.response.valid');
  });

  it('that nobody announced has its validation on the execution', () => {
    trackExecution(CRITIC, (execution) => execution.llmResponse({ response: '' }));
    expect(attributes()).toMatchObject({
      'attribution.response.valid': false,
      'attribution.response.errors': ['Response is empty'],
    });
  });

  it('without a response is what threw', () => {
    expect(() =>
      trackExecution(CRITIC, (execution) => {
        execution.llmRequest({ model: 'm' });
        throw new RangeError('overloaded');
      }),
    ).toThrow('overloaded');
    expect(recorded.attributesOf('chat m')['error.type']).toBe('RangeError');
    expect(timeline().at(-1)).toBe('llm_call failed');
  });

  it('ends with the execution, and none begins after that', () => {
    const late = trackExecution(CRITIC, (execution) => {
      execution.llmRequest({ model: 'first' });
      execution.llmRequest({ model: 'second' });
      return execution;
    });
    late.llmRequest({ model: 'late' });
    late.llmResponse({ response: 'x' });
    expect(recorded.all().map(({ name }) => name)).toEqual(['chat first', 'chat second', SPAN]);
  });
});

describe('row 48: what the caller passed on', () => {
  it('is told without secrets and cut, with the size of the whole', () => {
    const dataPassed = `password=hunter2 ${'word '.repeat(300)}`;
    trackExecution({ ...CRITIC, dataPassed }, () => {});
    const passed = String(attributes()['attribution.call.data']);
    expect(passed).toHaveLength(1_000);
    expect(passed).toContain('password=[REDACTED:password] word');
    expect(attributes()['attribution.call.data_chars']).toBe(dataPassed.length);
  });

  it('row 45: input and output are sizes, unless content is captured', () => {
    trackExecution({ ...CRITIC, input: 'abc' }, (execution) => execution.setOutput({ a: 1 }));
    expect(attributes()).toMatchObject({
      'attribution.execution.input_chars': 3,
      'attribution.execution.output_chars': 7,
    });
    expect(attributes()).not.toHaveProperty('gen_ai.input.messages');
  });

  it('row 45: input is told in full when content is captured', () => {
    trackExecution({ ...CRITIC, input: 'abc', captureContent: true }, () => {});
    expect(String(attributes()['gen_ai.input.messages'])).toContain('abc');
  });
});

it('row 54: without an SDK every method does nothing', async () => {
  await recorded.stop();
  const result = trackExecution(CRITIC, (execution) => {
    execution.stage('llm_prepare');
    execution.llmRequest({ model: 'm' });
    execution.llmResponse({ response: 'x' });
    execution.shouldRespond(false);
    execution.logEvent('x');
    return execution.completeStage();
  });
  expect(result).toBe(false);
  expect(recorded.all()).toEqual([]);
});
