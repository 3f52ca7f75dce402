import type { Metric } from './prometheus-text.js';
import type { AgentCounters, RunCounters } from './run-counters.js';

const AGENT_METRICS: readonly {
  readonly name: string;
  readonly help: string;
  readonly of: (counters: AgentCounters) => number;
}[] = [
  { name: 'runs', help: 'Runs and subtasks the agent took part in.', of: ({ runs }) => runs },
  { name: 'failures', help: 'Those of them that it failed.', of: ({ failures }) => failures },
  { name: 'blame', help: 'Sum of its shares of the blame.', of: ({ blame }) => blame },
  { name: 'credit', help: 'Sum of its shares of the credit.', of: ({ credit }) => credit },
  { name: 'tokens', help: 'Tokens it used.', of: ({ tokens }) => tokens },
  { name: 'errors', help: 'Errors in its work.', of: ({ errors }) => errors },
  { name: 'duration_seconds', help: 'Time it was at work.', of: ({ durationMs }) => durationMs / 1000 },
];

const countsBy = (label: string, counts: ReadonlyMap<string, number>): Metric['samples'] =>
  Array.from(counts, ([key, value]) => ({ labels: { [label]: key }, value }));

/** Runs by outcome, failures by category, and what each agent did, earned and cost. */
export function exposeRuns({
  runs,
  failures,
  agents,
}: Pick<RunCounters, 'runs' | 'failures' | 'agents'>): Metric[] {
  return [
    {
      name: 'attribution_runs_total',
      help: 'Runs by outcome.',
      type: 'counter',
      samples: countsBy('outcome', runs),
    },
    {
      name: 'attribution_failures_total',
      help: 'Attributed failures by category.',
      type: 'counter',
      samples: countsBy('failure_category', failures),
    },
    ...AGENT_METRICS.map(({ name, help, of }): Metric => ({
      name: `attribution_agent_${name}_total`,
      help,
      type: 'counter',
      samples: Array.from(agents, ([agent, counters]) => ({ labels: { agent }, value: of(counters) })),
    })),
  ];
}
