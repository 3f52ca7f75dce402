import { expect, it } from 'vitest';
import { diagnoseTrace } from './diagnose-trace.js';
import type { SpanTally } from './tally-runs.js';

const WELL: SpanTally = {
  traceCount: 1,
  spanCount: 10,
  byConvention: { gen_ai: 10 },
  unknownSpans: { count: 0, names: [] },
  missingParents: 0,
  doubleCountedTokens: 0,
  contentShare: 1,
  spansWithDroppedAttributes: 0,
};

const found = (tally: Partial<SpanTally>): readonly string[] =>
  diagnoseTrace({ ...WELL, ...tally }).map(({ severity, code }) => `${severity} ${code}`);

it('finds nothing when all is well, or when there are no calls to have content', () => {
  expect(found({})).toEqual([]);
  expect(found({ contentShare: null })).toEqual([]);
});

it.each([
  [{ spanCount: 0 }, 'fix no_spans'],
  [{ unknownSpans: { count: 5, names: ['GET'] } }, 'note unknown_spans'],
  [{ unknownSpans: { count: 6, names: ['GET'] } }, 'fix unknown_spans'],
  [{ missingParents: 1 }, 'note orphans'],
  [{ contentShare: 0 }, 'note no_content'],
  [{ doubleCountedTokens: 1 }, 'note doubled_tokens'],
  [{ spansWithDroppedAttributes: 1 }, 'note dropped_attributes'],
] as const satisfies readonly (readonly [Partial<SpanTally>, string])[])(
  'from %o comes %s',
  (tally, finding) => {
    expect(found(tally)).toEqual([finding]);
  },
);

it('gives examples of spans that are unknown', () => {
  const [finding] = diagnoseTrace({ ...WELL, unknownSpans: { count: 1, names: ['GET /', 'dns'] } });
  expect(finding?.text).toBe('10 % of the spans follow no convention that is known, such as GET /, dns');
});

it('gives none where none are known by name', () => {
  const [finding] = diagnoseTrace({ ...WELL, unknownSpans: { count: 1, names: [] } });
  expect(finding?.text).toBe('10 % of the spans follow no convention that is known');
});
