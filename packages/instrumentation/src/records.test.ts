import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import {
  recordDecision,
  recordDecisionOutcome,
  recordObservation,
  recordProblem,
  recordStep,
  recordValidation,
} from './records.js';
import { withAgent } from './with-agent.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

const recordedEvent = (record: () => boolean) => {
  expect(withAgent('a', record)).toBe(true);
  const [event] = recorded.named('invoke_agent a').events;
  return { name: event?.name, attributes: event?.attributes };
};

describe('records', () => {
  it('say false when no span is active, or none records', async () => {
    expect(recordStep({ description: 'x' })).toBe(false);
    expect(recordValidation({ status: 'accepted' })).toBe(false);
    await recorded.stop();
    expect(withAgent('a', () => recordStep({ description: 'x' }))).toBe(false);
  });

  it('keep a step with its state, decision and confidence', () => {
    const event = recordedEvent(() =>
      recordStep({ description: 'compared', state: { sources: 3 }, decision: 'second', confidence: 0.8 }),
    );
    expect(event).toEqual({
      name: 'attribution.step',
      attributes: {
        'attribution.step.description': 'compared',
        'attribution.step.state': '{"sources":3}',
        'attribution.step.decision': 'second',
        'attribution.step.confidence': 0.8,
      },
    });
  });

  it.each([
    [500, 500],
    [501, 500],
  ])('cut a description of %i characters to %i', (given, kept) => {
    const { attributes } = recordedEvent(() => recordStep({ description: 'x'.repeat(given) }));
    expect(attributes?.['attribution.step.description']).toHaveLength(kept);
  });

  it.each([
    [2, 1],
    [-0.5, 0],
  ])('clamp a confidence of %d to %d', (given, kept) => {
    const { attributes } = recordedEvent(() => recordStep({ description: 'x', confidence: given }));
    expect(attributes?.['attribution.step.confidence']).toBe(kept);
  });

  it('cut long texts and big values in a state', () => {
    const { attributes } = recordedEvent(() =>
      recordStep({ description: 'x', state: { text: 'x'.repeat(501), list: Array(600).fill(1), n: 1 } }),
    );
    const state = JSON.parse(String(attributes?.['attribution.step.state']));
    expect(state.text).toBe(`${'x'.repeat(500)}...`);
    expect(state.list).toHaveLength(1_003);
    expect(state.n).toBe(1);
  });

  it('keep what the world reports apart from what the agent says', () => {
    const event = recordedEvent(() =>
      recordObservation({ type: 'sensor', source: 'probe', data: { up: false } }),
    );
    expect(event).toEqual({
      name: 'attribution.observation',
      attributes: {
        'attribution.observation.type': 'sensor',
        'attribution.observation.source': 'probe',
        'attribution.observation.data': '{"up":false}',
      },
    });
  });

  it('keep a decision with its options, of the type "custom" when none is given', () => {
    const event = recordedEvent(() =>
      recordDecision({ id: 'd-1', intent: 'parse it', options: [{ id: 'json' }], chosen: 'json' }),
    );
    expect(event).toEqual({
      name: 'attribution.decision',
      attributes: {
        'attribution.decision.id': 'd-1',
        'attribution.decision.type': 'custom',
        'attribution.decision.intent': 'parse it',
        'attribution.decision.options': '[{"id":"json"}]',
        'attribution.decision.chosen': 'json',
      },
    });
  });

  it('keep the outcome of a decision', () => {
    const event = recordedEvent(() =>
      recordDecisionOutcome({ id: 'd-1', success: false, error: 'bad', tokens: 9 }),
    );
    expect(event).toEqual({
      name: 'attribution.decision.outcome',
      attributes: {
        'attribution.decision.id': 'd-1',
        'attribution.decision.success': false,
        'attribution.decision.error': 'bad',
        'attribution.decision.tokens': 9,
      },
    });
  });

  it('keep a problem', () => {
    const event = recordedEvent(() => recordProblem({ severity: 'critical', description: 'API down' }));
    expect(event).toEqual({
      name: 'attribution.problem',
      attributes: {
        'attribution.problem.severity': 'critical',
        'attribution.problem.description': 'API down',
      },
    });
  });

  it('put a validation on the active span', () => {
    withAgent('a', () => recordValidation({ status: 'insufficient_evidence', evidenceGaps: ['no date'] }));
    expect(recorded.attributesOf('invoke_agent a')).toMatchObject({
      'attribution.validation.status': 'insufficient_evidence',
      'attribution.validation.evidence_gaps': ['no date'],
    });
  });
});
