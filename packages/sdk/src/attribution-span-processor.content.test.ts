import type { Span } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { agentAttributes, setUp, start } from '../../../test/helpers/held-traces.js';
import type { AttributionSpanProcessorOptions } from './processor-options.js';
import type { ReadableSpan } from './sdk-types.js';

const contentTrace = (options: AttributionSpanProcessorOptions) => {
  const set = setUp(options);
  const span = start(set.tracer, 'chat', undefined, {
    ...agentAttributes('a'),
    'gen_ai.input.messages': 'my key is sk-1',
    'gen_ai.usage.input_tokens': 3,
  });
  span.addEvent('gen_ai.content.prompt', { 'gen_ai.prompt': 'my key is sk-1', count: 1 });
  span.end();
  return { ...set, span: span as Span & ReadableSpan };
};

const redact = (text: string) => text.replace(/sk-\d/, '[REDACTED]');

/** Everything that leaves of a trace with content in every place, and with a late span. */
const allThatLeaves = (content: 'keep' | 'strip'): string => {
  const { tracer, kept } = setUp({ content });
  const agent = start(tracer, 'agent', undefined, {
    ...agentAttributes('researcher'),
    'gen_ai.input.messages': JSON.stringify([
      { role: 'user', parts: [{ type: 'text', content: 'find the zebrafish rates' }] },
    ]),
    'gen_ai.output.messages': JSON.stringify([
      { role: 'assistant', parts: [{ type: 'text', content: 'I cannot find any quokka' }] },
    ]),
  });
  agent.addEvent('gen_ai.user.message', { content: 'zebrafish, please' });
  const tool = (result: string): void => {
    start(tracer, 'fetch_rates', agent, {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'fetch_rates',
      'gen_ai.tool.call.arguments': '{"of":"zebrafish"}',
      'gen_ai.tool.call.result': JSON.stringify({ error: result }),
    }).end();
  };
  tool('the quokka is unobtainable');
  agent.end();
  tool('an axolotl is unobtainable');
  return JSON.stringify(
    kept.spans.map(({ name, attributes, events, status, links }) => [
      name,
      attributes,
      events,
      status,
      links,
    ]),
  );
};

describe('content', () => {
  it('is kept by default', () => {
    expect(contentTrace({}).named('chat').attributes['gen_ai.input.messages']).toBe('my key is sk-1');
  });

  it('is stripped from what leaves, not from the span', () => {
    const { named, span } = contentTrace({ content: 'strip' });
    expect(named('chat').attributes).not.toHaveProperty('gen_ai.input.messages');
    expect(named('chat').attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 3,
      'attribution.verdict': 'healthy',
    });
    expect(named('chat').events[0]?.attributes).toEqual({ count: 1 });
    expect(span.attributes['gen_ai.input.messages']).toBe('my key is sk-1');
    expect(span.events[0]?.attributes).toHaveProperty('gen_ai.prompt');
  });

  it('is stripped from events whose name says that they hold a message', () => {
    const { tracer, named } = setUp({ content: 'strip' });
    const span = start(tracer, 'agent', undefined, agentAttributes('a'));
    span.addEvent('gen_ai.user.message', { role: 'user', content: 'who?' });
    span.end();
    expect(named('agent').events[0]?.attributes).toEqual({ role: 'user' });
  });

  it('is redacted by the function that is given', () => {
    const { named } = contentTrace({ content: 'redact', redact });
    expect(named('chat').attributes['gen_ai.input.messages']).toBe('my key is [REDACTED]');
    expect(named('chat').attributes['gen_ai.agent.name']).toBe('a');
    expect(named('chat').events[0]?.attributes).toEqual({
      'gen_ai.prompt': 'my key is [REDACTED]',
      count: 1,
    });
  });

  it('is redacted by the rules of the core by default', () => {
    const secret = `Bearer ${'a1B2c3D4'.repeat(4)}`;
    const { tracer, named } = setUp({ content: 'redact' });
    start(tracer, 'agent', undefined, { ...agentAttributes('a'), 'input.value': secret }).end();
    expect(named('agent').attributes['input.value']).toMatch(/REDACTED/);
  });

  it('is nowhere in what leaves when it is stripped: spans, events, report, revisions', () => {
    const words = ['zebrafish', 'quokka', 'axolotl', 'unobtainable', 'please'];
    expect(words.filter((word) => !allThatLeaves('keep').includes(word))).toEqual([]);
    const stripped = allThatLeaves('strip');
    expect(words.filter((word) => stripped.includes(word))).toEqual([]);
    expect(stripped).toContain('"attribution.revision":2');
  });

  it('is not in the reason why a trace has no verdict when it is stripped', () => {
    const engine = {
      attribute: (): never => {
        throw new SyntaxError('unexpected token in "my key is sk-1"');
      },
    };
    const { named } = contentTrace({ content: 'strip', engine });
    expect(named('chat').attributes['attribution.error']).toBe('SyntaxError');
  });

  it('is stripped from late spans as well', () => {
    const { tracer, span, named } = contentTrace({ content: 'strip' });
    start(tracer, 'late', span, { 'input.value': 'secret' }).end();
    expect(named('late').attributes).toEqual({ 'attribution.late': true });
  });
});
