import type { ContentMessage } from '../conventions/node-facts.js';
import type { NodeStatus } from '../outcome/node-status.js';
import type { Delegations } from './delegations.js';
import type { StepDraft } from './step-drafts.js';
import type { Step, StepAction } from './step.js';
import type { GraphNode, TraceGraph } from './trace-graph.js';

/** A step of a trace: what the ranking needs, and where in the graph it lies. */
export interface RunStep extends Step {
  readonly node: number;
  readonly instance: number;
  readonly assignment: number;
  /** The same step in a run, or part of one, in which its agent has another role. */
  withRole(role: Step['role']): RunStep;
}

/** What is known of a step besides its draft. */
type StepFacts = Pick<RunStep, 'index' | 'agentIndex' | 'agent' | 'assignment' | 'actions'>;

/** How the steps of a run stand to one another: found out when asked, since only runs that failed ask. */
export interface StepRelations {
  orchestrators(): ReadonlySet<number>;
  delegations(): Delegations;
}

const NOBODY: readonly number[] = [];

export class TraceStep implements RunStep {
  readonly index: number;
  readonly agentIndex: number;
  readonly agent: string;
  readonly assignment: number;
  readonly actions: readonly StepAction[];
  readonly node: number;
  readonly instance: number;
  readonly spanId: string;
  readonly startMicros: number;
  readonly endMicros: number;
  readonly #graph: TraceGraph;
  readonly #draft: StepDraft;
  readonly #relations: StepRelations;
  readonly #role: Step['role'] | undefined;

  constructor(
    graph: TraceGraph,
    draft: StepDraft,
    facts: StepFacts,
    relations: StepRelations,
    role?: Step['role'],
  ) {
    this.#graph = graph;
    this.#draft = draft;
    this.#relations = relations;
    this.#role = role;
    this.index = facts.index;
    this.agentIndex = facts.agentIndex;
    this.agent = facts.agent;
    this.assignment = facts.assignment;
    this.actions = facts.actions;
    this.node = draft.node;
    this.instance = draft.instance;
    const span = graph.nodes[draft.node]?.span;
    this.spanId = span?.spanId ?? '';
    this.startMicros = span?.startMicros ?? 0;
    this.endMicros = span?.endMicros ?? 0;
  }

  withRole(role: Step['role']): RunStep {
    return role === this.role ? this : new TraceStep(this.#graph, this.#draft, this, this.#relations, role);
  }

  get role(): Step['role'] {
    return this.#role ?? (this.#relations.orchestrators().has(this.agentIndex) ? 'orchestrator' : 'worker');
  }

  get delegatesTo(): readonly number[] {
    return this.#relations.delegations().targetsOf[this.index] ?? NOBODY;
  }

  get delegatedBy(): number {
    return this.#relations.delegations().delegatorOf[this.index] ?? -1;
  }

  message(): string | undefined {
    for (const model of this.#draft.models.toReversed()) {
      const text = textOf(this.#graph.nodes[model]?.facts.output()?.messages, 'assistant');
      if (text !== undefined) return text;
    }
    return textOf(this.#graph.nodes[this.node]?.facts.output()?.messages, 'assistant');
  }

  received(): string | undefined {
    const [model] = this.#draft.models;
    const messages = this.#graph.nodes[model ?? this.node]?.facts.input()?.messages;
    if (messages === undefined) return undefined;
    const lastOwn = messages.findLastIndex(({ role }) => role === 'assistant');
    const newest = messages.slice(lastOwn + 1).filter(({ role }) => role !== 'system');
    return newest.map(({ text }) => text).join('\n');
  }
}

/** Texts of one role, or of all when that role has none; undefined when there are no messages. */
function textOf(
  messages: readonly ContentMessage[] | undefined,
  role: ContentMessage['role'],
): string | undefined {
  if (messages === undefined || messages.length === 0) return undefined;
  const own = messages.filter((message) => message.role === role);
  return (own.length > 0 ? own : messages).map(({ text }) => text).join('\n');
}

export class NodeAction implements StepAction {
  readonly spanId: string;
  readonly toolName: string;
  readonly failed: boolean;
  readonly error: string | undefined;
  readonly #node: GraphNode | undefined;

  constructor(node: GraphNode | undefined, status: NodeStatus) {
    this.#node = node;
    this.spanId = node?.span.spanId ?? '';
    this.toolName = node?.facts.toolName ?? node?.span.name ?? '';
    this.failed = status.failed;
    this.error = status.error;
  }

  arguments(): string | undefined {
    return this.#node?.facts
      .input()
      ?.messages.map(({ text }) => text)
      .join('\n');
  }

  result(): string | undefined {
    return this.#node?.facts
      .output()
      ?.messages.map(({ text }) => text)
      .join('\n');
  }
}
