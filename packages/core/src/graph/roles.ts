import type { Instances } from './instances.js';
import type { RunStep } from './run-step.js';

/** An agent that passes work on in this share of the times it is at work, or more, is an orchestrator. */
const DELEGATING_SHARE = 0.5;
/** An agent in between others' steps: so many of their steps follow directly on one of its own. */
const ALTERNATING_SHARE = 0.8;
/** Among three agents who speak in any order, one is in between five times in a row in 3 % of the runs: no chance. */
const ALTERNATING_MIN_STEPS = 5;
const ALTERNATING_MIN_WORKERS = 2;

/** All of a step that can be known before the run's roles are. */
export type RolelessStep = Pick<RunStep, 'agentIndex' | 'instance' | 'delegatesTo' | 'actions'>;

/**
 * Which agents direct others, told by structure and never by name: an agent that starts others' spans; one that mostly
 * hands over when it is at work, however many steps it takes to decide to whom, and does so more often than it runs tools
 * itself; or, where nobody delegates, one that runs no tools and alternates with two or more workers.
 */
export function findOrchestrators(instances: Instances, steps: readonly RolelessStep[]): ReadonlySet<number> {
  const orchestrators = new Set<number>();
  for (const { instance, agentIndex } of steps) {
    const parent = instances.list[instances.list[instance]?.parent ?? -1];
    if (parent !== undefined && parent.agent !== agentIndex) orchestrators.add(parent.agent);
  }
  const { byAgent, changes } = tally(steps);
  for (const [agent, own] of byAgent) {
    if (own.delegating > own.toolSteps && own.delegating / own.spells >= DELEGATING_SHARE)
      orchestrators.add(agent);
  }
  if (orchestrators.size > 0) return orchestrators;
  for (const [agent, own] of byAgent) {
    const changesToOthers = changes - own.changesInto;
    const alternates =
      own.toolSteps === 0 &&
      own.steps >= ALTERNATING_MIN_STEPS &&
      byAgent.size > ALTERNATING_MIN_WORKERS &&
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

function tally(steps: readonly RolelessStep[]): {
  readonly byAgent: ReadonlyMap<number, AgentTally>;
  readonly changes: number;
} {
  const byAgent = new Map<number, AgentTally>();
  let changes = 0;
  let previous: AgentTally | undefined;
  for (const { agentIndex, delegatesTo, actions } of steps) {
    let own = byAgent.get(agentIndex);
    if (own === undefined) byAgent.set(agentIndex, (own = { ...NOTHING_YET }));
    own.steps += 1;
    if (delegatesTo.length > 0) own.delegating += 1;
    if (actions.length > 0) own.toolSteps += 1;
    if (previous !== own) {
      own.spells += 1;
      if (previous !== undefined) {
        changes += 1;
        own.changesInto += 1;
        previous.changesFrom += 1;
      }
    }
    previous = own;
  }
  return { byAgent, changes };
}

const NOTHING_YET: AgentTally = {
  steps: 0,
  spells: 0,
  delegating: 0,
  toolSteps: 0,
  changesInto: 0,
  changesFrom: 0,
};
