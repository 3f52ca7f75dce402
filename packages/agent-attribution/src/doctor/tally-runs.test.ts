import { expect, it } from 'vitest';
import type { TrackerClient } from '../commands/tracker/tracker-client.js';
import { tallyRuns } from './tally-runs.js';

const report = (calls: number, classes: readonly string[]) => ({
  spanCount: 10,
  conventions: { gen_ai: 8, none: 2 },
  nodeTypes: { llm_call: calls, unknown: 2 },
  orphanSpans: 1,
  tokens: { doubleCountedExcluded: 50 },
  evidenceClasses: classes,
});

/** A tracker with these reports; an undefined one was purged after it was listed. */
const trackerWith = (...reports: (object | undefined)[]): TrackerClient => ({
  get: async () => ({ traces: reports.map((_, index) => ({ traceId: String(index) })) }),
  find: async (path) => {
    const attribution = reports[Number(path.split('/').at(-1))];
    return attribution === undefined ? undefined : { attribution };
  },
  text: async () => '',
  close: async () => {},
});

it('adds up what the reports of runs say of their spans', async () => {
  const tracker = trackerWith(report(3, ['structure', 'content']), report(1, ['structure']), undefined);
  expect(await tallyRuns(tracker)).toEqual({
    traceCount: 2,
    spanCount: 20,
    byConvention: { gen_ai: 16, none: 4 },
    unknownSpans: { count: 4, names: [] },
    missingParents: 2,
    doubleCountedTokens: 100,
    contentShare: 0.5,
    spansWithDroppedAttributes: 0,
  });
});

it('tells nothing of content where there was none to have', async () => {
  expect((await tallyRuns(trackerWith(report(0, ['structure']))))?.contentShare).toBeNull();
});

it('is nothing when there are no runs', async () => {
  expect(await tallyRuns(trackerWith())).toBeNull();
});
