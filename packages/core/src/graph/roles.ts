import type { Instances } from './instances.js';
import type { Delegations } from './delegations.js';
import type { StepDraft } from './step-drafts.js';
import type { TraceGraph } from './trace-graph.js';

/** An agent that passes work on in this share of the times it is at work, or more, is an orchestrator. */
const DELEGATING_SHARE = 0.5;
/** An agent in between others' steps: so many of their steps follow directly on one of its own. */
const ALTERNATING_SHARE = 0.8;
/** Among three agents who speak in any order, one is in between five times in a row in 3 % of the runs: no chance. */
const ALTERNATING_MIN_STEPS = 5;
const ALTERNATING_MIN_WORKERS = 2;

/**
 * Which agents direct others, told by structure and never by name: an agent that starts others' spans; one that mostly
 * hands over when it is at work, however many steps it takes to decide to whom, and does so more often than it runs tools
 * itself; or, where nobody delegates, one that runs no tools and alternates with two or more workers.
 */
export function findOrchestrators(
  graph: TraceGraph,
  instances: Instances,
  drafts: readonly StepDraft[],
  delegations: Delegations,
): ReadonlySet<number> {
  const orchestrators = new Set<number>();
  for (const instance of instances.list) {
    const parent = instances.list[instance.parent];
    if (parent !== undefined && parent.agent !== instance.agent) orchestrators.add(parent.agent);
  }
  const tallies = tally(graph, instances, drafts, delegations);
  const { distinctAgents, changes } = tallies;
  for (const [agent, own] of tallies.byAgent.entries()) {
    if (own.delegating > own.toolSteps && own.delegating / own.spells >= DELEGATING_SHARE)
      orchestrators.add(agent);
  }
  if (orchestrators.size > 0) return orchestrators;
  for (const [agent, own] of tallies.byAgent.entries()) {
    const changesToOthers = changes - own.changesInto;
    const alternates =
      own.toolSteps === 0 &&
      own.steps >= ALTERNATING_MIN_STEPS &&
      distinctAgents > ALTERNATING_MIN_WORKERS &&
      changesToOthers > 0 &&
      own.changesFrom / changesToOthers >= ALTERNATING_SHARE;
    if (alternates) orchestrators.add(agent);
  }
  return orchestrators;
}

interface AgentTally {
  steps: number;
  /** How often it began to work after another agent, or at the start. */
  spells: number;
  delegating: number;
  toolSteps: number;
  /** How often work passed from another agent's step to one of this agent, and from this agent's to another's. */
  changesInto: number;
  changesFrom: number;
}

function tally(
  graph: TraceGraph,
  instances: Instances,
  drafts: readonly StepDraft[],
  delegations: Delegations,
): { readonly byAgent: readonly AgentTally[]; readonly distinctAgents: number; readonly changes: number } {
  const byAgent = graph.agents.map((): AgentTally => ({
    steps: 0,
    spells: 0,
    delegating: 0,
    toolSteps: 0,
    changesInto: 0,
    changesFrom: 0,
  }));
  let changes = 0;
  let before = -1;
  for (const [index, draft] of drafts.entries()) {
    const agent = instances.list[draft.instance]?.agent ?? -1;
    const own = byAgent[agent];
    if (own === undefined) continue;
    own.steps += 1;
    if ((delegations.targetsOf[index]?.length ?? 0) > 0) own.delegating += 1;
    if (draft.actions.length > 0) own.toolSteps += 1;
    if (before !== agent) own.spells += 1;
    const previous = byAgent[before];
    if (previous !== undefined && before !== agent) {
      changes += 1;
      own.changesInto += 1;
      previous.changesFrom += 1;
    }
    before = agent;
  }
  return { byAgent, changes, distinctAgents: byAgent.filter(({ steps }) => steps > 0).length };
}
