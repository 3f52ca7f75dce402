import { expect, it } from 'vitest';
import type { SpanRow } from '../../run-record.js';
import { spansFrom, spansText } from './spans-text.js';

const span = (spanId: string, attributes: string): SpanRow => ({
  spanId,
  parentSpanId: null,
  name: 'two\nlines',
  nodeType: 'tool_invocation',
  agent: 'researcher',
  startedAt: 1_700_000_000_000_000,
  endedAt: 1_700_000_000_000_001,
  status: 'error',
  error: 'said "no"',
  attributes,
  isTruncated: true,
});

it.each([
  ['none', []],
  ['several', [span('a', '{"key":"two\\nlines"}'), span('b', '{}')]],
])('gives back what it was made of: %s', (_, spans) => {
  expect(spansFrom(spansText(spans))).toEqual(spans);
});

it('keeps attributes apart that were written over several lines', () => {
  const [first, second] = spansFrom(spansText([span('a', '{\n"key": 1\n}'), span('b', '{}')]));
  expect([JSON.parse(first?.attributes ?? ''), second?.attributes]).toEqual([{ key: 1 }, '{}']);
});

it('reads the list of objects that was kept before', () => {
  const spans = [span('a', '{"key":"value"}')];
  expect(spansFrom(JSON.stringify(spans))).toEqual(spans);
});
