import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeTrace } from './attribute-trace.js';
import { arbitraryRun } from './testing/arbitrary-trace.js';
import { agent, idOf, llm, spansOf } from './testing/trace-builder.js';
import { EVIDENCE_TERM, logitOf } from './blame/rank-steps.js';
import { INFORMATION_SEEKING } from './blame/profiles/information-seeking.js';
import type { AttributionReport, CandidateTerm } from './report.js';
import type { SpanView } from './span-view.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const isDecisiveEvidence = ({ name, value, weight }: CandidateTerm): boolean =>
  name === EVIDENCE_TERM && value > 0 && weight === INFORMATION_SEEKING.evidence.decisive;

function blameByAgent({
  contributions,
}: Pick<AttributionReport, 'contributions'>): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { agentName, blameShare } of contributions) {
    shares.set(agentName, (shares.get(agentName) ?? 0) + blameShare);
  }
  return shares;
}

const BYSTANDER = 'archivist';

/** One in whose own work nothing is wrong: an empty answer would be. */
const arbitraryBystander = () =>
  fc
    .record({ says: fc.string(), tokens: fc.nat(100_000) })
    .filter((other) => attributeTrace(workOf(other)).verdict === 'healthy');

type Bystander = ReturnType<typeof arbitraryBystander> extends fc.Arbitrary<infer B> ? B : never;

const workOf = ({ says, tokens }: { readonly says: string; readonly tokens: number }): readonly SpanView[] =>
  spansOf(agent(BYSTANDER, [llm({ says, tokens: [tokens, tokens] })]));

/**
 * An agent that worked all the time of the run, so that it had nothing of the others and they had nothing of it: one that
 * begins when another has ended may go by what that one made.
 */
function bystander(run: readonly SpanView[], other: Bystander): readonly SpanView[] {
  const [root] = run;
  if (root === undefined) return [];
  const { startMicros, endMicros, traceId } = root;
  return workOf(other).map((span, index) => ({
    ...span,
    traceId,
    spanId: idOf(`other${index}`),
    parentSpanId: index === 0 ? root.spanId : idOf('other0'),
    startMicros,
    endMicros,
  }));
}

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

  it('never blames an agent more because a healthy one worked beside it', () => {
    fc.assert(
      fc.property(arbitraryRun(), arbitraryBystander(), (run, other) => {
        const spans = spansOf(run);
        const { candidates, contributions } = attributeTrace(spans);
        const after = blameByAgent(attributeTrace([...spans, ...bystander(spans, other)]));
        for (const [agentName, blame] of blameByAgent({ contributions })) {
          expect(after.get(agentName)).toBeLessThanOrEqual(blame + 1e-9);
        }
        const isShown = candidates.some(({ terms }) => terms.some(isDecisiveEvidence));
        if (isShown) expect(after.get(BYSTANDER)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('lists the terms that hold, from which the probabilities follow', () => {
    fc.assert(
      fc.property(arbitraryRun(), (run) => {
        const { candidates } = attributeTrace(spansOf(run));
        const [best] = candidates;
        for (const { terms, probability } of candidates) {
          expect(terms.every(({ value }) => value !== 0)).toBe(true);
          const odds = Math.exp(logitOf(terms) - logitOf(best?.terms ?? []));
          expect(probability / (best?.probability ?? 0)).toBeCloseTo(odds, 9);
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
