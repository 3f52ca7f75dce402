import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import type { ActionDraft } from '../testing/sequence-builder.js';
import type { FeatureName } from './feature.js';
import { observeRun } from './observe-run.js';
import { provenanceOf } from './provenance.js';
import { TRANSACTION_FEATURES } from './transaction-features.js';

function valuesOf(
  name: FeatureName,
  actions: readonly ActionDraft[],
  question?: string,
): readonly number[] | undefined {
  const steps = actions.map((action) => ({ actions: [action] }));
  const run = observeRun(sequenceOf(steps, question === undefined ? {} : { question }), false);
  return TRANSACTION_FEATURES.find((feature) => feature.name === name)?.values({
    run,
    provenance: provenanceOf(run),
  });
}

describe('first_state_change', () => {
  it('is the first tool call that changes something', () => {
    expect(
      valuesOf('first_state_change', [{ tool: 'get_order' }, { tool: 'cancel_order' }, { tool: 'refund' }]),
    ).toEqual([0, 1, 0]);
  });
});

describe('failed_state_change', () => {
  it('marks changes that were refused, not reads that failed', () => {
    const actions = [
      { tool: 'get_order', failed: true },
      { tool: 'cancel_order', failed: true },
      { tool: 'refund' },
    ];
    expect(valuesOf('failed_state_change', actions)).toEqual([0, 1, 0]);
  });
});

describe('ungrounded_arguments', () => {
  it('marks a change by a number that neither the task nor an earlier result contains', () => {
    const actions = [
      { tool: 'get_order', args: '{"id":"7"}', result: '{"item":555}' },
      { tool: 'cancel_item', args: '{"item":555}' },
      { tool: 'cancel_item', args: '{"item":556}' },
    ];
    expect(valuesOf('ungrounded_arguments', actions, 'cancel what is in order 7')).toEqual([0, 0, 1]);
  });
});
