import type { ContentMessage } from '../conventions/node-facts.js';
import type { NodeStatus, RunStatuses } from '../outcome/node-status.js';
import type { SpanView } from '../span-view.js';
import type { Delegations } from './delegations.js';
import type { Instances } from './instances.js';
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

/** How the steps of a run stand to one another: found out when asked, since only runs that failed ask. */
export interface StepRelations {
  orchestrators(): ReadonlySet<number>;
  delegations(): Delegations;
}

/** What all steps of a run have in common. */
export interface StepContext {
  readonly graph: TraceGraph;
  readonly instances: Instances;
  readonly statuses: RunStatuses;
  readonly relations: StepRelations;
}

const NONE: readonly number[] = [];

export class TraceStep implements RunStep {
  readonly index: number;
  readonly agentIndex: number;
  readonly assignment: number;
  readonly node: number;
  readonly instance: number;
  readonly #context: StepContext;
  readonly #draft: StepDraft;
  readonly #role: Step['role'] | undefined;
  #actions: readonly StepAction[] | undefined;

  constructor(context: StepContext, draft: StepDraft, role?: Step['role']) {
    const instance = context.instances.list[draft.instance];
    this.index = draft.index;
    this.agentIndex = instance?.agent ?? -1;
    this.assignment = instance?.assignment ?? -1;
    this.node = draft.node;
    this.instance = draft.instance;
    this.#context = context;
    this.#draft = draft;
    this.#role = role;
  }

  withRole(role: Step['role']): RunStep {
    return role === this.role ? this : new TraceStep(this.#context, this.#draft, role);
  }

  get agent(): string {
    return this.#context.graph.agents[this.agentIndex]?.name ?? '';
  }

  get spanId(): string {
    return this.#span?.spanId ?? '';
  }

  get startMicros(): number {
    return this.#span?.startMicros ?? 0;
  }

  get endMicros(): number {
    return this.#span?.endMicros ?? 0;
  }

  get actions(): readonly StepAction[] {
    const { graph, statuses } = this.#context;
    const nodes = this.#draft.actions ?? NONE;
    this.#actions ??= nodes.map((node) => new NodeAction(graph.nodes[node], statuses.of(node)));
    return this.#actions;
  }

  get role(): Step['role'] {
    const { relations } = this.#context;
    return this.#role ?? (relations.orchestrators().has(this.agentIndex) ? 'orchestrator' : 'worker');
  }

  get delegatesTo(): readonly number[] {
    return this.#context.relations.delegations().targetsOf[this.index] ?? NONE;
  }

  get delegatedBy(): number {
    return this.#context.relations.delegations().delegatorOf[this.index] ?? -1;
  }

  get #span(): SpanView | undefined {
    return this.#context.graph.nodes[this.node]?.span;
  }

  message(): string | undefined {
    for (const model of (this.#draft.models ?? NONE).toReversed()) {
      const text = textOf(this.#context.graph.nodes[model]?.facts.output()?.messages, 'assistant');
      if (text !== undefined) return text;
    }
    return textOf(this.#context.graph.nodes[this.node]?.facts.output()?.messages, 'assistant');
  }

  received(): string | undefined {
    const [model] = this.#draft.models ?? NONE;
    const messages = this.#context.graph.nodes[model ?? this.node]?.facts.input()?.messages;
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
