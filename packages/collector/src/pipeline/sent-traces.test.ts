import { expect, it } from 'vitest';
import { newSentTrace, SentTraces } from './sent-traces.js';

const MAX_BYTES = 1600;

it.each([
  ['in memory that traces share', 25],
  ['in memory of its own', 26],
  ['that is as much as all may be', MAX_BYTES],
])('keeps what is written to the memory that it gives, %s', (_, length) => {
  const traces = new SentTraces(MAX_BYTES);
  const trace = newSentTrace();
  traces.reserve(trace, length).fill('a');
  expect(String(traces.spansOf(trace))).toBe('a'.repeat(length));
});

it('gives memory for what is too large to be kept', () => {
  const traces = new SentTraces(MAX_BYTES);
  const trace = newSentTrace();
  expect(traces.reserve(trace, MAX_BYTES + 1)).toHaveLength(MAX_BYTES + 1);
  expect(traces.spansOf(trace)).toBeUndefined();
});

it('keeps the latest of a trace, and nothing when that is dropped', () => {
  const traces = new SentTraces(MAX_BYTES);
  const trace = newSentTrace();
  traces.keep(trace, Buffer.from('a'));
  traces.reserve(trace, 1).fill('b');
  expect(String(traces.spansOf(trace))).toBe('b');
  traces.drop(trace);
  expect(traces.spansOf(trace)).toBeUndefined();
});
