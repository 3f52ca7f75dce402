import type { Convention } from './convention.js';
import { rowByOperation } from './convention.js';
import type { ConventionRow } from './convention.js';
import { genAi } from './gen-ai.js';
import { readText } from './read.js';

/**
 * Strands' orchestrators. They write `graph` or `swarm` as the agent's name and repeat the usage of all below, so neither
 * is read; its agents, model calls and tools are plain GenAI.
 */
const strands: Convention = {
  id: 'strands',
  softError: (span) => {
    const status = readText(span, 'gen_ai.agent.status');
    return status !== undefined && FAILED_STATUS.test(status) ? `the node's status is ${status}` : undefined;
  },
  input: (span, kind) => genAi.input?.(span, kind),
  output: (span, kind) => genAi.output?.(span, kind),
};

const FAILED_STATUS = /^(?:failed|error)$/i;

export const strandsRows: readonly ConventionRow[] = [
  rowByOperation(
    { id: 'strands.orchestrator', convention: strands },
    { invoke_graph: 'step', invoke_swarm: 'step', execute_node: 'step' },
  ),
  // The TypeScript SDK states no operation for its cycles.
  {
    id: 'strands.cycle_span',
    convention: { ...genAi, id: 'strands' },
    kind: ({ name }) => (name === 'execute_agent_loop_cycle' ? 'turn' : undefined),
  },
  rowByOperation(
    { id: 'strands.cycle', convention: { ...genAi, id: 'strands' } },
    { execute_agent_loop_cycle: 'turn' },
  ),
];
