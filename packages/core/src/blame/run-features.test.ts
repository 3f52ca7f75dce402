import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import type { StepDraft } from '../testing/sequence-builder.js';
import type { FeatureName } from './feature.js';
import { observeRun } from './observe-run.js';
import { provenanceOf } from './provenance.js';
import { RUN_FEATURES } from './run-features.js';

function valuesOf(
  name: FeatureName,
  steps: readonly StepDraft[],
  run: Parameters<typeof sequenceOf>[1] & { metadataOnly?: boolean } = {},
): readonly number[] | undefined {
  const observed = observeRun(sequenceOf(steps, run), run.metadataOnly ?? false);
  const context = { run: observed, provenance: provenanceOf(observed) };
  return RUN_FEATURES.find((feature) => feature.name === name)?.values(context);
}

const CODE = 'try\n```python\nprint(1)\n```';

describe('first_action', () => {
  it('is the first step that ran something, also when an earlier one wrote code that nobody ran', () => {
    expect(valuesOf('first_action', [{ says: CODE }, { actions: [{}] }, { actions: [{}] }])).toEqual([
      0, 1, 0,
    ]);
  });

  it('is the first that wrote code when nothing was run', () => {
    expect(valuesOf('first_action', [{ says: 'hello' }, { says: 'hm' }, { says: CODE }])).toEqual([0, 0, 1]);
  });

  it('is the first after the opening when nobody did anything', () => {
    expect(valuesOf('first_action', [{ says: 'a' }, { says: 'b' }, { says: 'c' }])).toEqual([0, 1, 0]);
  });

  it('is the first delegated turn under an orchestrator', () => {
    const boss: StepDraft = { agent: 'boss', role: 'orchestrator', actions: [{}] };
    expect(valuesOf('first_action', [boss, boss, { delegatedBy: 1 }, { delegatedBy: 1 }])).toEqual([
      0, 0, 1, 0,
    ]);
  });

  it('is nobody in a run of one idle step', () => {
    expect(valuesOf('first_action', [{ says: 'a' }])).toEqual([0]);
  });
});

describe('first_failing_action', () => {
  it('is the first step whose tool failed', () => {
    const failing = { actions: [{ failed: true }] };
    expect(valuesOf('first_failing_action', [{ actions: [{}] }, failing, failing])).toEqual([0, 1, 0]);
  });

  it('is the step before the one that tells of an error', () => {
    expect(valuesOf('first_failing_action', [{ says: 'go' }, { says: 'an Exception' }])).toEqual([1, 0]);
  });

  it('is never an orchestrator', () => {
    const steps: StepDraft[] = [{ role: 'orchestrator', actions: [{ failed: true }] }, { says: 'fine' }];
    expect(valuesOf('first_failing_action', steps)).toEqual([0, 0]);
  });
});

describe('empty_result', () => {
  it.each(['', 'None', ' [] ', '{}', 'NaN', 'exitcode: 0 (execution succeeded)\nCode output: \n'])(
    'sees that %j is nothing',
    (result) => {
      expect(valuesOf('empty_result', [{ actions: [{ result }] }])).toEqual([1]);
    },
  );

  it.each(['0', 'exitcode: 0 (execution succeeded)\nCode output: 4'])(
    'sees that %j is something',
    (result) => {
      expect(valuesOf('empty_result', [{ actions: [{ result }] }])).toEqual([0]);
    },
  );

  it('does not take an unknown result or a failure for an empty one', () => {
    expect(
      valuesOf('empty_result', [{ actions: [{}] }, { actions: [{ failed: true, result: '' }] }]),
    ).toEqual([0, 0]);
  });
});

describe('orchestrator', () => {
  it('marks those who direct', () => {
    expect(valuesOf('orchestrator', [{ role: 'orchestrator' }, {}])).toEqual([1, 0]);
  });
});

describe('idle_opening', () => {
  it('marks a first step that ran nothing', () => {
    expect(valuesOf('idle_opening', [{ says: CODE }, {}])).toEqual([1, 0]);
  });

  it('does not mark one that acted', () => {
    expect(valuesOf('idle_opening', [{ actions: [{}] }, {}])).toEqual([0, 0]);
  });
});

describe('placeholder', () => {
  it('marks every step whose data were made up', () => {
    const steps = [{ says: 'real data' }, { says: 'a dummy' }, { says: 'mock and sample data' }];
    expect(valuesOf('placeholder', steps)).toEqual([0, 1, 1]);
  });
});

describe('introduces_answer and answer_share', () => {
  it('tell who brought in the answer, and how much of it', () => {
    const steps = [{ says: 'it has 10 wheels and 11 doors' }, { says: 'and 12 seats' }, { says: 'ok' }];
    const run = { answer: '10, 11 and 12' };
    expect(valuesOf('introduces_answer', steps, run)).toEqual([1, 1, 0]);
    expect(valuesOf('answer_share', steps, run)?.map((value) => value.toFixed(2))).toEqual([
      '0.67',
      '0.33',
      '0.00',
    ]);
  });
});

describe('metadata only', () => {
  it('leaves every feature of content silent and those of structure as they are', () => {
    const steps: StepDraft[] = [
      { says: 'a dummy 10' },
      { says: 'it is 11', actions: [{ failed: true, result: '' }] },
    ];
    const run = { answer: '10 and 11', metadataOnly: true };
    for (const name of ['placeholder', 'introduces_answer', 'answer_share', 'empty_result'] as const)
      expect(valuesOf(name, steps, run)).toEqual([0, 0]);
    expect(valuesOf('first_action', steps, run)).toEqual([0, 1]);
    expect(valuesOf('first_failing_action', steps, run)).toEqual([0, 1]);
  });
});
