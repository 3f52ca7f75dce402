import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import type { LogView } from '../log-view.js';
import { textsOf } from '../testing/hand-made.js';
import { agent, idOf, llm, spansOf } from '../testing/trace-builder.js';
import { readNode } from './read-node.js';
import { withLogs } from './with-logs.js';

const spans = spansOf(agent('Writer', [llm({ ref: 'call' })]));
const log = (eventName: string | undefined, extra: Partial<LogView> = {}): LogView => ({
  traceId: 'a'.repeat(32),
  spanId: idOf('call'),
  eventName,
  body: undefined,
  attributes: {},
  timeMicros: 1,
  ...extra,
});
const callIn = (views: typeof spans) => {
  const call = views.find(({ spanId }) => spanId === idOf('call'));
  if (call === undefined) throw new Error('the call is gone');
  return readNode(call);
};

describe('withLogs', () => {
  it('adds the record that holds all messages, as attributes or as body', () => {
    const messages = {
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'who?' }] }],
      'gen_ai.output.messages': '[{"role":"assistant","parts":[{"type":"text","content":"nobody"}]}]',
    };
    for (const extra of [{ attributes: messages }, { body: messages }]) {
      const facts = callIn(withLogs(spans, [log('gen_ai.client.inference.operation.details', extra)]));
      expect([textsOf(facts.input()), textsOf(facts.output())]).toEqual([['who?'], ['nobody']]);
    }
  });

  it('adds records of one message each, in order of time', () => {
    const facts = callIn(
      withLogs(spans, [
        log('gen_ai.choice', {
          body: { index: 0, finish_reason: 'length', message: { role: 'assistant', content: 'nobody' } },
          timeMicros: 3,
        }),
        log('gen_ai.user.message', { body: { content: 'who?' }, timeMicros: 2 }),
        log('gen_ai.system.message', { body: 'be brief', timeMicros: 1 }),
      ]),
    );
    expect([textsOf(facts.input()), textsOf(facts.output())]).toEqual([['be brief', 'who?'], ['nobody']]);
    expect(facts.finishReasons).toEqual(['length']);
  });

  it('reads the tool calls of a choice', () => {
    const message = {
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'search', arguments: '{}' } }],
    };
    const facts = callIn(withLogs(spans, [log('gen_ai.choice', { body: { message } })]));
    expect(facts.output()?.messages[0]?.toolCalls).toEqual([{ id: 'c1', name: 'search', arguments: '{}' }]);
  });

  it('takes the event name from the attribute of older senders', () => {
    const older = log(undefined, {
      body: { content: 'who?' },
      attributes: { 'event.name': 'gen_ai.user.message' },
    });
    expect(textsOf(callIn(withLogs(spans, [older])).input())).toEqual(['who?']);
  });

  it('lets evaluations that come as logs count', () => {
    const evaluation = log('gen_ai.evaluation.result', {
      attributes: { 'gen_ai.evaluation.name': 'faithful', 'gen_ai.evaluation.score.label': 'fail' },
    });
    expect(attributeTrace(spans).outcome).toBe('unknown');
    expect(attributeTrace(withLogs(spans, [evaluation])).outcome).toBe('failure');
  });

  it.each([
    ['another span', log('gen_ai.user.message', { spanId: idOf('other') })],
    ['another trace', log('gen_ai.user.message', { traceId: 'b'.repeat(32) })],
    ['no span', log('gen_ai.user.message', { spanId: '' })],
    ['another event', log('app.started')],
  ])('leaves the spans as they are for a record of %s', (_, record) => {
    expect(withLogs(spans, [record]).every((view, index) => view === spans[index])).toBe(true);
  });

  it('changes nothing but the events', () => {
    const index = spans.findIndex(({ spanId }) => spanId === idOf('call'));
    const [before, after] = [spans[index], withLogs(spans, [log('gen_ai.user.message')])[index]];
    for (const key of [
      'traceId',
      'spanId',
      'parentSpanId',
      'name',
      'kind',
      'startMicros',
      'endMicros',
    ] as const)
      expect(after?.[key]).toBe(before?.[key]);
    expect(after?.attribute('gen_ai.operation.name')).toBe('chat');
    expect(after?.resourceAttribute('service.name')).toBe('test-service');
    expect([...(after?.attributeKeys() ?? [])]).toEqual([...(before?.attributeKeys() ?? [])]);
    expect(after).toMatchObject({
      statusCode: 'unset',
      scopeName: 'test',
      links: [],
      droppedAttributesCount: 0,
    });
  });
});
