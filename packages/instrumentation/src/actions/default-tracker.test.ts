import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../../test/helpers/recorded-spans.js';
import {
  addExperienceSink,
  beginAction,
  cleanupExpired,
  completeAction,
  getAction,
  getStats,
  onActionCompleted,
  recordObservation,
  recordStep,
  withAgent,
} from '../index.js';
import { MemoryExperienceSink } from './sinks/memory-sink.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

const described = (name: string) =>
  recorded.named(name).events.map(({ attributes }) => attributes?.['attribution.step.description']);

it('row 16: the verbs of the package are those of one tracker', () => {
  const sink = new MemoryExperienceSink();
  const stopSink = addExperienceSink(sink);
  const topics: string[] = [];
  const stopListening = onActionCompleted(({ topic }) => {
    topics.push(topic);
  });
  const before = getStats();
  const id = beginAction({ agentId: 'a', actionType: 't' });
  expect(recordStep(id, 'x', { confidence: 0.8 })).toBe(true);
  expect(recordObservation(id, 'sensor', { data: { up: true } })).toBe(true);
  expect(getAction(id)).toMatchObject({ steps: [{ description: 'x' }], observations: [{ type: 'sensor' }] });
  expect(cleanupExpired()).toBe(0);
  expect(completeAction(id, { status: 'ok' })).toBe(true);
  stopSink();
  stopListening();
  expect(getStats().totalCompleted - before.totalCompleted).toBe(1);
  expect(topics).toEqual(['agent.action.completed']);
  expect(sink.records).toHaveLength(1);
});

it('row 16: a step with an id goes to the action, one without to the active span', () => {
  const id = beginAction({ agentId: 'far', actionType: 't' });
  withAgent('near', () => {
    expect(recordStep({ description: 'of the active span' })).toBe(true);
    expect(recordStep(id, 'of the action')).toBe(true);
  });
  completeAction(id);
  expect(described('invoke_agent near')).toEqual(['of the active span']);
  expect(described('invoke_agent far')).toEqual(['of the action']);
});
