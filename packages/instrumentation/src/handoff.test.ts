import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import { recordHandoff, withHandoff } from './handoff.js';
import { withAgent } from './with-agent.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

describe('handoffs', () => {
  it('name the giver, by default the enclosing agent, and the receiver', () => {
    withAgent('boss', () => recordHandoff({ to: 'writer', reason: 'facts are in' }));
    expect(recorded.attributesOf('handoff writer')).toEqual({
      'attribution.node_type': 'handoff',
      'gen_ai.agent.handoff.source.name': 'boss',
      'gen_ai.agent.handoff.target.name': 'writer',
      'attribution.call.reason': 'facts are in',
    });
  });

  it('run what performs them', () => {
    expect(withHandoff({ from: 'a', to: 'b' }, () => withAgent('b', () => 'done'))).toBe('done');
    expect(recorded.parentOf('invoke_agent b')).toBe('handoff b');
  });
});
