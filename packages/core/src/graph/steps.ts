import type { RunStatuses } from '../outcome/node-status.js';
import { findDelegations } from './delegations.js';
import type { Delegations } from './delegations.js';
import type { Instances } from './instances.js';
import { findOrchestrators } from './roles.js';
import { TraceStep } from './run-step.js';
import type { RunStep, StepRelations } from './run-step.js';
import { draftSteps } from './step-drafts.js';
import type { StepDrafts } from './step-drafts.js';
import type { StepSequence } from './step.js';
import type { TraceGraph } from './trace-graph.js';
import { indexList } from '../plain/index-list.js';
import type { IndexList } from '../plain/index-list.js';

/** The steps of a run, and which step each node belongs to. */
export interface RunSteps extends StepSequence {
  readonly steps: readonly RunStep[];
  /** Index of the step that a node belongs to, -1 where it belongs to none. Checks belong to the step they follow. */
  readonly stepOf: (node: number) => number;
}

/**
 * Cuts a run into steps. A turn span is a step with all that ran in it; without turns each model call is one, together
 * with the tools that follow it; an agent that shows neither is one step as a whole.
 */
export function buildSteps(graph: TraceGraph, instances: Instances, statuses: RunStatuses): RunSteps {
  const drafts = draftSteps(graph, instances);
  // Asked for of runs that failed only.
  let stepOfNode: IndexList | undefined;
  const stepOf = (node: number): number => (stepOfNode ??= stepsByNode(graph, instances, drafts))[node] ?? -1;
  let delegations: Delegations | undefined;
  let orchestrators: ReadonlySet<number> | undefined;
  const relations: StepRelations = {
    delegations: () => (delegations ??= findDelegations(graph, instances, drafts.list, stepOf)),
    orchestrators: () => (orchestrators ??= findOrchestrators(instances, steps)),
  };
  const context = { graph, instances, statuses, relations };
  const steps: readonly RunStep[] = drafts.list.map((draft) => new TraceStep(context, draft));
  return asSequence(graph, steps, stepOf);
}

/** Steps as a run of their own, with the roles that the agents have in it. */
export function sequenceOf(
  graph: TraceGraph,
  instances: Instances,
  among: readonly RunStep[],
): StepSequence & Pick<RunSteps, 'steps'> {
  const orchestrators = findOrchestrators(instances, among);
  const steps = among.map((step) =>
    step.withRole(orchestrators.has(step.agentIndex) ? 'orchestrator' : 'worker'),
  );
  return asSequence(graph, steps, undefined);
}

/** Steps, and of a whole run which nodes belong to them, in one literal: what is spread has no known shape. */
function asSequence<StepOf extends RunSteps['stepOf'] | undefined>(
  graph: TraceGraph,
  steps: readonly RunStep[],
  stepOf: StepOf,
): StepSequence & Pick<RunSteps, 'steps'> & { readonly stepOf: StepOf } {
  return {
    steps,
    stepOf,
    question: () => readQuestion(graph, steps),
    answer: () => readAnswer(graph, steps),
  };
}

/** Nodes that are in no step themselves belong to the latest step of their instance that had begun. */
function stepsByNode(
  graph: TraceGraph,
  instances: Instances,
  { list: drafts, ofNode }: StepDrafts,
): IndexList {
  const stepOfNode = indexList(graph.nodes.length);
  const latest = indexList(instances.list.length);
  let next = 0;
  for (const node of graph.nodes) {
    while (next < drafts.length && (drafts[next]?.node ?? Infinity) <= node.index) {
      latest[drafts[next]?.instance ?? -1] = next;
      next += 1;
    }
    const own = ofNode[node.index]?.index ?? -1;
    const instance = instances.ofNode[node.index] ?? -1;
    stepOfNode[node.index] = own === -1 && instance !== -1 ? (latest[instance] ?? -1) : own;
  }
  return stepOfNode;
}

function readQuestion(graph: TraceGraph, steps: readonly RunStep[]): string | undefined {
  const root = graph.nodes[graph.roots[0] ?? -1];
  const asked = root?.facts.input()?.messages.find(({ role }) => role === 'user');
  return asked?.text ?? steps[0]?.received();
}

function readAnswer(graph: TraceGraph, steps: readonly RunStep[]): string | undefined {
  const root = graph.nodes[graph.roots[0] ?? -1];
  const answered = root?.facts.output()?.messages.findLast(({ text }) => text.trim() !== '');
  if (answered !== undefined) return answered.text;
  return steps.findLast((step) => (step.message() ?? '').trim() !== '')?.message();
}
