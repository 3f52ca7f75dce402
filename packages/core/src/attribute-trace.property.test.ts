import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeTrace } from './attribute-trace.js';
import { arbitraryRun } from './testing/arbitrary-trace.js';
import { spansOf } from './testing/trace-builder.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

describe('attributeTrace, for any run', () => {
  it('gives the same report whatever order the spans come in', () => {
    fc.assert(
      fc.property(
        arbitraryRun()
          .map((run) => spansOf(run))
          .chain((spans) =>
            fc.tuple(fc.constant(spans), fc.shuffledSubarray([...spans], { minLength: spans.length })),
          ),
        ([spans, shuffled]) => {
          expect(attributeTrace(shuffled)).toEqual(attributeTrace(spans));
        },
      ),
    );
  });

  it('counts a span that came twice once', () => {
    fc.assert(
      fc.property(arbitraryRun(), fc.nat(), (run, pick) => {
        const spans = spansOf(run);
        const again = spans[pick % spans.length];
        const { warnings: _, ...once } = attributeTrace(spans);
        const { warnings, ...twice } = attributeTrace(again === undefined ? spans : [...spans, again]);
        expect(twice).toEqual(once);
        expect(warnings.join()).toContain('more than once');
      }),
    );
  });

  it('has shares that sum to one, and a verdict that fits them', () => {
    fc.assert(
      fc.property(arbitraryRun(), (run) => {
        const { contributions, candidates, verdict, outcome, rootCause } = attributeTrace(spansOf(run), {
          candidateLimit: Infinity,
        });
        const blame = sum(contributions.map(({ blameShare }) => blameShare));
        const failed = outcome === 'failure' || outcome === 'partial';
        if (candidates.length > 0) {
          expect(sum(candidates.map(({ probability }) => probability))).toBeCloseTo(1, 9);
          expect(blame).toBeCloseTo(1, 9);
          expect(sum(contributions.map(({ creditShare }) => creditShare))).toBeCloseTo(1, 9);
        } else expect(blame).toBe(0);
        expect(verdict === 'healthy' || verdict === 'unverified' || failed).toBe(true);
        expect(rootCause !== null).toBe(verdict === 'attributed');
        for (const { contributionScore, failureAttribution } of contributions) {
          expect(failureAttribution === null).toBe(contributionScore === 1);
        }
      }),
    );
  });

  it('survives any parents: missing, circular, or the span itself', () => {
    fc.assert(
      fc.property(arbitraryRun(), fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (run, picks) => {
        const spans = spansOf(run);
        const scrambled = spans.map((span, index) => {
          const pick = (picks[index % picks.length] ?? 0) % (spans.length + 2);
          const parentSpanId =
            pick < spans.length ? spans[pick]?.spanId : pick === spans.length ? undefined : 'f'.repeat(16);
          return { ...span, parentSpanId };
        });
        expect(attributeTrace(scrambled).spanCount).toBe(spans.length);
      }),
    );
  });
});
