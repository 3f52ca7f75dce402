import { ATTRIBUTION_INPUT, OTEL } from '@agent-attribution/semantic-conventions';
import type { NodeFacts, NodeKind } from '../conventions/node-facts.js';
import { readText } from '../conventions/read.js';
import { append } from '../plain/append.js';
import { blankList } from '../plain/blank-list.js';
import { placesBy } from '../plain/places-by.js';
import type { SpanView } from '../span-view.js';
import { normalizeName } from './agent-name.js';
import type { Arrangement } from './arrange.js';
import { controlAfterHandoffs } from './control.js';
import { simplifyName } from './handoffs.js';
import { resolveKinds } from './kinds.js';
import type { AgentRecord } from './trace-graph.js';
import { indexList } from '../plain/index-list.js';
import type { IndexList } from '../plain/index-list.js';

/** Who owns which node. */
export interface Ownership {
  readonly kinds: readonly NodeKind[];
  readonly agents: readonly AgentRecord[];
  readonly assignments: readonly MutableAssignment[];
  readonly agentSpans: IndexList;
  readonly assignmentOf: IndexList;
}

interface MutableAssignment {
  readonly index: number;
  readonly agent: number;
  readonly subtaskId: string;
  nodes: readonly number[];
  agentSpans: number[];
}

/** Kinds of work that only an agent does: found outside any agent span, they make an agent of the service itself. */
const WORK: ReadonlySet<NodeKind> = new Set([
  'llm_call',
  'tool_invocation',
  'retrieval',
  'embedding',
  'memory',
]);

/**
 * Finds the agents of a trace and gives each node its owner: the nearest agent span above it, unless a handoff has passed
 * control on; else the agent it names itself, or the nearest node above it does; else, for model and tool calls, one
 * agent named after the service.
 */
export function assignOwners(arrangement: Arrangement, facts: readonly NodeFacts[]): Ownership {
  const { spans, parents, topDown } = arrangement;
  const kinds = resolveKinds(arrangement, facts);
  const registry = new AgentRegistry();
  const agentSpans = indexList(spans.length);
  const assignmentOf = indexList(spans.length);
  const subtasks = blankList<string>(spans.length);
  /** The agent that a node outside any agent span names, or that the nearest node above it does. */
  let names: (string | undefined)[] | undefined;
  const fallbackSubtask = spans[0]?.traceId ?? '';
  const nameOf = (node: number): string => registry.nameOf(assignmentOf[node] ?? -1) ?? '';

  for (const index of topDown) {
    const span = spans[index];
    const own = facts[index];
    if (span === undefined || own === undefined) continue;
    const parent = parents[index] ?? -1;
    const isRoot = parent === -1;
    subtasks[index] =
      readText(span, ATTRIBUTION_INPUT.subtaskId) ??
      (isRoot ? undefined : subtasks[parent]) ??
      readText(span, ATTRIBUTION_INPUT.taskId);
    const subtask = subtasks[index] ?? fallbackSubtask;
    const enclosing = isRoot ? -1 : (agentSpans[parent] ?? -1);
    if (kinds[index] === 'agent') {
      const name = own.agentName ?? own.agentId ?? serviceOr(span, span.name);
      agentSpans[index] = index;
      assignmentOf[index] = registry.assign(span, name, own.agentId, subtask);
    } else if (enclosing !== -1 && !own.ownerIsStated) {
      agentSpans[index] = enclosing;
      assignmentOf[index] = assignmentOf[parent] ?? -1;
    } else {
      // What turned out not to be an agent names nobody.
      const stated = own.kind === 'agent' ? undefined : own.agentName;
      const named = stated ?? (isRoot ? undefined : names?.[parent]);
      if (named !== undefined) (names ??= blankList(spans.length))[index] = named;
      const isWork = WORK.has(own.kind) && !own.tokensRepeatClient;
      if (isWork || (stated !== undefined && own.ownerIsStated)) {
        const name = named ?? serviceOr(span, 'agent');
        assignmentOf[index] = registry.assign(span, name, own.agentId, subtask);
      } else if (stated === undefined && !isRoot) {
        // A part of the work above it: of a tool call its execution, of a model call the provider's side.
        assignmentOf[index] = assignmentOf[parent] ?? -1;
      }
    }
  }
  const controlled = controlAfterHandoffs({ arrangement, facts, kinds, agentSpans, nameOf });
  for (const [index, to] of controlled) {
    const span = spans[index];
    if (span === undefined || assignmentOf[index] === -1) continue;
    agentSpans[index] = -1;
    assignmentOf[index] = registry.assign(
      span,
      registry.knownAs(to),
      undefined,
      subtasks[index] ?? fallbackSubtask,
    );
  }
  const { agents, assignments } = registry;
  const nodesOf = placesBy(assignmentOf, assignments.length);
  for (const assignment of assignments) assignment.nodes = nodesOf[assignment.index] ?? [];
  for (let index = 0; index < spans.length; index++) {
    if (agentSpans[index] !== index) continue;
    const assignment = assignments[assignmentOf[index] ?? -1];
    if (assignment !== undefined) assignment.agentSpans = append(assignment.agentSpans, index);
  }
  return { kinds, agents, assignments, agentSpans, assignmentOf };
}

function serviceOr(span: SpanView, otherwise: string): string {
  return readServiceName(span) ?? otherwise;
}

function readServiceName(span: SpanView): string | undefined {
  const name = span.resourceAttribute(OTEL.serviceName);
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Agents and assignments by identity, in order of first sight. */
class AgentRegistry {
  readonly agents: AgentRecord[] = [];
  readonly assignments: MutableAssignment[] = [];
  /** By service, then by name, also by every spelling met. */
  readonly #agentByName = new Map<string | undefined, Map<string, number>>();
  /** By subtask, then by agent. */
  readonly #assignmentOf = new Map<string, Map<number, number>>();

  assign(span: SpanView, name: string, id: string | undefined, subtaskId: string): number {
    const agent = this.#agentFor(name.trim(), id, readServiceName(span));
    let byAgent = this.#assignmentOf.get(subtaskId);
    if (byAgent === undefined) this.#assignmentOf.set(subtaskId, (byAgent = new Map()));
    const known = byAgent.get(agent);
    if (known !== undefined) return known;
    const index = this.assignments.length;
    this.assignments.push({ index, agent, subtaskId, nodes: [], agentSpans: [] });
    byAgent.set(agent, index);
    return index;
  }

  nameOf(assignment: number): string | undefined {
    return this.agents[this.assignments[assignment]?.agent ?? -1]?.name;
  }

  /** The name of the agent that a handoff means: tools' names cannot hold all that agents' names can. */
  knownAs(name: string): string {
    const simple = simplifyName(name);
    return this.agents.find((agent) => simplifyName(agent.name) === simple)?.name ?? name;
  }

  #agentFor(name: string, id: string | undefined, serviceName: string | undefined): number {
    let byName = this.#agentByName.get(serviceName);
    if (byName === undefined) this.#agentByName.set(serviceName, (byName = new Map()));
    const seen = byName.get(name);
    if (seen !== undefined) return seen;
    const normal = normalizeName(name);
    const known = byName.get(normal);
    if (known !== undefined) {
      byName.set(name, known);
      return known;
    }
    const index = this.agents.length;
    this.agents.push({ index, name, id: id ?? name, serviceName });
    byName.set(normal, index);
    if (name !== normal) byName.set(name, index);
    return index;
  }
}
