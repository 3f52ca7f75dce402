import { expect, it } from 'vitest';
import { agentRows } from './agent-rows.js';

type Contribution = Parameters<typeof agentRows>[0]['contributions'][number];
const part = (agentName: string, change: Partial<Contribution> = {}) =>
  ({
    agentName,
    blameShare: 0,
    tokenUsage: 10,
    durationMs: 5,
    outcome: 'success',
    ...change,
  }) as Contribution;

it('sets each agent of either run beside itself, subtasks added up', () => {
  const failed = part('a', { blameShare: 1, outcome: 'failure' });
  expect(agentRows({ contributions: [part('a'), failed] }, { contributions: [part('b')] })).toEqual([
    { agent: 'a', first: '✗ blame 100 %, 20 tokens, 10 ms', second: undefined },
    { agent: 'b', first: undefined, second: '✓ blame 0 %, 10 tokens, 5 ms' },
  ]);
});
