import { describe, expect, it } from 'vitest';
import type { SpanView } from '@agent-attribution/core';
import { BareSpanView } from './bare-span-view.js';

const ATTRIBUTES: Readonly<Record<string, string>> = {
  'gen_ai.input.messages': 'who is it?',
  'gen_ai.agent.name': 'writer',
};

const PLAIN = {
  traceId: '1'.repeat(32),
  spanId: '2'.repeat(16),
  parentSpanId: undefined,
  name: 'chat',
  kind: 'client',
  startMicros: 1,
  endMicros: 2,
  statusCode: 'error',
  statusMessage: 'timed out',
  scopeName: 'test',
  droppedAttributesCount: 3,
} as const;

const span: SpanView = {
  ...PLAIN,
  events: [{ name: 'gen_ai.user.message', timeMicros: 1, attributes: { role: 'user', content: 'who?' } }],
  links: [{ traceId: '3'.repeat(32), spanId: '4'.repeat(16), attributes: {} }],
  attribute: (key) => ATTRIBUTES[key],
  attributeKeys: () => Object.keys(ATTRIBUTES),
  resourceAttribute: (key) => (key === 'service.name' ? 'shop' : undefined),
};

describe('BareSpanView', () => {
  const bare = new BareSpanView(span);

  it('has no attribute that is content', () => {
    expect(bare.attribute('gen_ai.input.messages')).toBeUndefined();
    expect([...bare.attributeKeys()]).toEqual(['gen_ai.agent.name']);
    expect(bare.events).toEqual([
      { name: 'gen_ai.user.message', timeMicros: 1, attributes: { role: 'user' } },
    ]);
  });

  it('has everything else', () => {
    expect(bare).toMatchObject({ ...PLAIN, links: span.links });
    expect(bare.attribute('gen_ai.agent.name')).toBe('writer');
    expect(bare.resourceAttribute('service.name')).toBe('shop');
  });
});
