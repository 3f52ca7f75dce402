import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { detectConversationErrors, type ConversationMessage } from './conversation-errors.js';

const assistant = (...texts: string[]): ConversationMessage[] =>
  texts.map((text, index) => ({ role: 'assistant', text, turn: index + 1 }));

describe('conversation errors', () => {
  it.each([
    ['The service is available.', 'The service isn’t available.'],
    ['We cannot reach the host.', 'We can reach the host.'],
  ])('finds the contradiction of %j and %j', (first, second) => {
    const [finding, ...others] = detectConversationErrors(
      assistant(first, 'Something else entirely.', second),
    );
    expect(finding).toMatchObject({
      category: 'logical_contradiction',
      severity: 'high',
      evidence: [first, second],
      turnRange: { start: 1, end: 3 },
    });
    expect(others).toEqual([]);
  });

  it('takes neither a question nor a remark of two words for a denial', () => {
    expect(detectConversationErrors(assistant('Is the host not up?', 'Is the host up?'))).toEqual([]);
    expect(detectConversationErrors(assistant('It works.', 'Not it works.'))).toEqual([]);
  });

  it.each([
    ['The error rate is 100%.', 'The error rate is 105%.', undefined],
    ['The error rate is 100%.', 'The error rate is 106%.', 'medium'],
    ['revenue: $1,000', 'revenue: $1,500', 'medium'],
    ['Revenue = 1,000', 'revenue = 1,501', 'high'],
    ['The error rate is 5%.', 'The error rate is 50ms.', undefined],
    ['The error rate is 5%.', 'The success rate is 50%.', undefined],
    ['We saw 5 errors.', 'We saw 50 errors.', undefined],
  ])('numerical drift from %j to %j: %s', (first, second, severity) => {
    const drift = detectConversationErrors(assistant(first, second));
    expect(drift.map((finding) => finding.severity)).toEqual(severity === undefined ? [] : [severity]);
  });

  it('reports a drift once, at its widest', () => {
    const findings = detectConversationErrors(
      assistant('load is 10', 'load is 12', 'load is 14', 'load is 11'),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ evidence: ['10', '14'], turnRange: { start: 1, end: 3 } });
  });

  it('finds names that get lost, in four texts or more', () => {
    const texts = ['Ask Alice and Bob first.', 'We asked them.', 'Now for bob.', 'Done.'];
    expect(detectConversationErrors(assistant(...texts))).toMatchObject([
      { category: 'context_omission', severity: 'low', evidence: ['Alice'], turnRange: { start: 1, end: 4 } },
    ]);
    expect(detectConversationErrors(assistant(...texts.slice(0, 3)))).toEqual([]);
  });

  it('finds failed tools and failed turns', () => {
    const findings = detectConversationErrors([
      { role: 'tool', text: 'no such file', turn: 2, isError: true },
      { role: 'assistant', text: 'sorry', turn: 3, finishReason: 'error' },
      { role: 'tool', text: 'fine', turn: 4, isError: false },
    ]);
    expect(
      findings.map(({ category, severity, turnRange }) => [category, severity, turnRange.start]),
    ).toEqual([
      ['coordination_failure', 'medium', 2],
      ['coordination_failure', 'high', 3],
    ]);
  });

  it('reads any text, in linear time', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => void detectConversationErrors(assistant(...texts))),
    );
    const startMs = performance.now();
    for (const text of ['a', '1,', ' is 1', 'A. ', "n't"]) {
      detectConversationErrors(assistant(text.repeat(200_000)));
    }
    expect(performance.now() - startMs).toBeLessThan(5000);
  });
});
