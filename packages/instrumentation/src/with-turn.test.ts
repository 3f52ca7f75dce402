import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import { withAgent } from './with-agent.js';
import { withBudgetCheck } from './with-budget-check.js';
import { withLlmCall } from './with-llm-call.js';
import { withQualityCheck } from './with-quality-check.js';
import { withStagnationCheck } from './with-stagnation-check.js';
import { withToolInvocation } from './with-tool-invocation.js';
import { withTurn } from './with-turn.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

const nodeTypesOf = (name: string) => recorded.attributesOf(name)['attribution.node_types'];

describe('withTurn', () => {
  it('numbers turns from 1 within each agent', () => {
    withAgent('boss', () => {
      withTurn(() => withAgent('worker', () => withTurn(() => {})));
      withTurn(() => {});
    });
    const numbers = recorded
      .all()
      .filter((span) => span.name.startsWith('turn'))
      .map((span) => span.attributes['attribution.turn.number']);
    expect(numbers).toEqual([1, 1, 2]);
  });

  it('takes the number it is given, and counts on from there', () => {
    withAgent('a', () => {
      withTurn({ number: 7 }, () => {});
      withTurn(() => {});
    });
    expect(recorded.all().map((span) => span.name)).toEqual(['turn 7', 'turn 8', 'invoke_agent a']);
  });

  it('has no number outside an agent: unknown is absent', () => {
    withTurn(() => {});
    expect(recorded.attributesOf('turn')).toEqual({ 'attribution.node_type': 'turn' });
  });

  it('row 7: lists all five node types in order of first run, each once', () => {
    withTurn(() => {
      withBudgetCheck({ limit: 1, used: 0 });
      withLlmCall({ model: 'm' }, () => {});
      withToolInvocation('t', () => {});
      withLlmCall({ model: 'm' }, () => {});
      withStagnationCheck({}, () => ({ verdict: 'no_stagnation' }));
      withQualityCheck({}, () => {});
    });
    expect(nodeTypesOf('turn')).toEqual([
      'budget_check',
      'llm_call',
      'tool_invocation',
      'stagnation_check',
      'quality_check',
    ]);
  });

  it('sees nodes that start after an await and in parallel branches', async () => {
    await withTurn(async () => {
      await sleep(1);
      await Promise.all([
        withToolInvocation('a', () => sleep(2)),
        sleep(1).then(() => withQualityCheck({}, () => sleep(1))),
      ]);
    });
    expect(nodeTypesOf('turn')).toEqual(['tool_invocation', 'quality_check']);
  });

  it('lists what ran before a node threw', () => {
    expect(() =>
      withTurn(() =>
        withToolInvocation('t', () => {
          throw new Error('boom');
        }),
      ),
    ).toThrow('boom');
    expect(nodeTypesOf('turn')).toEqual(['tool_invocation']);
  });

  it('does not count the nodes of an agent called from within it', () => {
    withTurn(() => withAgent('other', () => withToolInvocation('t', () => {})));
    expect(nodeTypesOf('turn')).toBeUndefined();
  });

  it('keeps two turns that run at once apart', async () => {
    await withAgent('a', () =>
      Promise.all([
        withTurn(async () => {
          await sleep(1);
          withToolInvocation('t', () => {});
        }),
        withTurn(async () => {
          withLlmCall({ model: 'm' }, () => {});
          await sleep(2);
        }),
      ]),
    );
    expect(nodeTypesOf('turn 1')).toEqual(['tool_invocation']);
    expect(nodeTypesOf('turn 2')).toEqual(['llm_call']);
  });
});
