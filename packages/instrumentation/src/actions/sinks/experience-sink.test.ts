import { expect, it } from 'vitest';
import { ActionTracker } from '../action-tracker.js';
import type { PlainExperienceRecord } from './experience-sink.js';
import { plainSink } from './experience-sink.js';
import { MemoryExperienceSink } from './memory-sink.js';

it('row 24: a receiver that knows no chain gets it as JSON in its summary, cut', () => {
  const records: PlainExperienceRecord[] = [];
  const tracker = new ActionTracker({
    sinks: [
      plainSink((record) => {
        records.push(record);
      }),
    ],
  });
  const id = tracker.beginAction({ agentId: 'a', actionType: 't' });
  for (let step = 0; step < 60; step++) tracker.recordStep(id, `step ${step}`);
  tracker.completeAction(id);
  expect(records).toHaveLength(1);
  expect(records[0]).not.toHaveProperty('attributionChain');
  expect(records[0]?.summary).toHaveLength(2_000);
  expect(records[0]?.summary).toContain(`{"actionId":"${id}"`);
});

it('the memory sink keeps the latest records only', () => {
  const sink = new MemoryExperienceSink(2);
  const tracker = new ActionTracker({ sinks: [sink] });
  for (const goalId of ['1', '2', '3']) {
    tracker.completeAction(tracker.beginAction({ agentId: 'a', actionType: 't', goalId }));
  }
  expect(sink.records.map(({ goalId }) => goalId)).toEqual(['2', '3']);
  sink.clear();
  expect(sink.records).toEqual([]);
});
