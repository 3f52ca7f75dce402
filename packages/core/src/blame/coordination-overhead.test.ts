import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import type { AttributeOptions } from '../attribute-trace.js';
import { agent, llm, spansOf, tool, workflow } from '../testing/trace-builder.js';

const failing = tool('render', { error: { message: 'cannot render' } });

/** A lead that starts two agents; of their six calls two fail, and one agent with them. */
const team = (attributes = {}) =>
  workflow(
    'report',
    [
      agent('lead', [
        llm(),
        agent('researcher', [llm(), tool('search', { result: 'rows' })]),
        agent('writer', [llm(), failing, failing], { error: { message: 'gave up' } }),
      ]),
    ],
    { error: { message: 'no report' }, attributes },
  );

function blame(options: AttributeOptions = {}, attributes = {}) {
  const { contributions } = attributeTrace(spansOf(team(attributes)), options);
  return new Map(contributions.map((own) => [own.agentName, own]));
}

/** Its share of the blame before coordination is asked. */
const alone = blame().get('lead')?.blameShare ?? NaN;

describe('row 15: error amplification gives a share of the blame to coordination', () => {
  it('gives the part of the errors that is beyond the limit to those who passed work on', () => {
    // 2 of 6 calls failed: 4 times as often as 1 of 12. What is beyond twice as often is one half.
    const shares = blame({ coordination: { errorRateAlone: 1 / 12 } });
    expect(shares.get('lead')?.blameShare).toBeCloseTo(alone / 2 + 0.5, 9);
    expect(sum([...shares.values()].map(({ blameShare }) => blameShare))).toBeCloseTo(1, 9);
    expect(shares.get('lead')).toMatchObject({
      outcome: 'partial',
      failureAttribution: 'coordination_overhead',
      failureCategory: 'delegation_failed',
      evidence: 'the agents failed 4 times as often as one alone',
    });
  });

  it('reads the error rate of one agent from the root, and lets the limit be set', () => {
    const attributes = { [ATTRIBUTION_INPUT.coordinationErrorRateAlone]: 1 / 12 };
    const strict = blame({ coordination: { maxErrorAmplification: 3 } }, attributes).get('lead');
    expect(strict?.blameShare).toBeCloseTo(alone * 0.75 + 0.25, 9);
  });

  it('blames nothing on coordination up to the limit, and without anything to compare with', () => {
    const coordination = { errorRateAlone: 1 / 12, maxErrorAmplification: 4.001 };
    for (const options of [{ coordination }, { coordination: { errorRateAlone: 0 } }, {}]) {
      expect(blame(options).get('lead')).toMatchObject({ blameShare: alone, failureAttribution: null });
    }
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
