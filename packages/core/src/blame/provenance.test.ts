import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import type { StepDraft } from '../testing/sequence-builder.js';
import { observeRun } from './observe-run.js';
import { provenanceOf } from './provenance.js';

const shares = (steps: readonly StepDraft[], run?: Parameters<typeof sequenceOf>[1]): readonly number[] =>
  provenanceOf(observeRun(sequenceOf(steps, run), false)).answerShare;

describe('provenanceOf', () => {
  it('traces the answer to the step that named it first, not to those that repeat it', () => {
    const steps = [{ says: 'planning' }, { says: 'it is 42' }, { says: 'so 42 it is' }];
    expect(shares(steps, { answer: 'it is 42' })).toEqual([0, 1, 0]);
  });

  it('parts the answer among those who brought in a piece of it', () => {
    const steps = [{ says: 'it has 10 wheels' }, { says: 'and 12 doors' }];
    expect(shares(steps, { answer: '10 and 12' })).toEqual([0.5, 0.5]);
  });

  it('gives nobody credit for what the question names', () => {
    expect(
      shares([{ says: 'in 1999 it was 7' }], { question: 'what was it in 1999?', answer: '7 in 1999' }),
    ).toEqual([1]);
  });

  it('takes the last substantive messages for the answer, over end marks and bookkeeping', () => {
    const steps: StepDraft[] = [
      { says: 'the mountain is 3000 metres high by the map we have' },
      { says: 'the record says that it was climbed by forty people in 1950' },
      { says: 'so the answer that we all agree on is 1950 I say' },
      { says: 'DONE 99' },
      { role: 'orchestrator', says: 'the ledger says that the team took 77 rounds in all today' },
    ];
    expect(shares(steps)).toEqual([0, 1, 0, 0, 0]);
  });

  it('is silent without content', () => {
    expect(shares([{}, {}])).toEqual([0, 0]);
  });
});
