import { ATTRIBUTION_INPUT, OTEL } from '@agent-attribution/semantic-conventions';
import type { NodeFacts, NodeKind } from '../conventions/node-facts.js';
import { readText } from '../conventions/read.js';
import type { SpanView } from '../span-view.js';
import type { Arrangement } from './arrange.js';
import type { AgentRecord } from './trace-graph.js';

/** Who owns which node. */
export interface Ownership {
  readonly kinds: readonly NodeKind[];
  readonly agents: readonly AgentRecord[];
  readonly assignments: readonly MutableAssignment[];
  readonly agentSpans: Int32Array;
  readonly assignmentOf: Int32Array;
}

interface MutableAssignment {
  readonly index: number;
  readonly agent: number;
  readonly subtaskId: string;
  readonly nodes: number[];
  readonly agentSpans: number[];
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
 * Finds the agents of a trace and gives each node its owner: the nearest agent span above it, else the agent it names
 * itself, else, for model and tool calls, one agent named after the service.
 */
export function assignOwners(arrangement: Arrangement, facts: readonly NodeFacts[]): Ownership {
  const { spans, parents, topDown } = arrangement;
  const kinds = resolveKinds(arrangement, facts);
  const registry = new AgentRegistry();
  const agentSpans = new Int32Array(spans.length).fill(-1);
  const assignmentOf = new Int32Array(spans.length).fill(-1);
  const subtasks: (string | undefined)[] = Array.from({ length: spans.length });
  const fallbackSubtask = spans[0]?.traceId ?? '';

  for (const index of topDown) {
    const span = spans[index];
    const own = facts[index];
    if (span === undefined || own === undefined) continue;
    const parent = parents[index] ?? -1;
    subtasks[index] =
      readText(span, ATTRIBUTION_INPUT.subtaskId) ??
      subtasks[parent] ??
      readText(span, ATTRIBUTION_INPUT.taskId);
    const subtask = subtasks[index] ?? fallbackSubtask;
    if (kinds[index] === 'agent') {
      agentSpans[index] = index;
      assignmentOf[index] = registry.assign(span, agentNameOf(span, own), own.agentId, subtask);
    } else if (parent !== -1 && agentSpans[parent] !== -1) {
      agentSpans[index] = agentSpans[parent] ?? -1;
      assignmentOf[index] = assignmentOf[parent] ?? -1;
    } else if (WORK.has(own.kind)) {
      const name = own.agentName ?? readServiceName(span) ?? 'agent';
      assignmentOf[index] = registry.assign(span, name, own.agentId, subtask);
    }
  }
  for (let index = 0; index < spans.length; index++) {
    const assignment = registry.assignments[assignmentOf[index] ?? -1];
    assignment?.nodes.push(index);
    if (agentSpans[index] === index) assignment?.agentSpans.push(index);
  }
  return { kinds, agents: registry.agents, assignments: registry.assignments, agentSpans, assignmentOf };
}

/** `invoke_agent` around a single model call is a wrapper: an agent without a name needs tools or agents to be one. */
function resolveKinds(arrangement: Arrangement, facts: readonly NodeFacts[]): readonly NodeKind[] {
  const { parents, topDown } = arrangement;
  const kinds = facts.map((own) => own.kind);
  const works = new Uint8Array(facts.length);
  for (let at = topDown.length - 1; at >= 0; at--) {
    const index = topDown[at] ?? 0;
    const own = facts[index];
    if (own === undefined) continue;
    if (own.kind === 'agent' && works[index] === 0 && own.agentCertainty === 'if_working')
      kinds[index] = 'step';
    const isWork = works[index] === 1 || kinds[index] === 'tool_invocation' || kinds[index] === 'agent';
    const parent = parents[index] ?? -1;
    if (isWork && parent !== -1) works[parent] = 1;
  }
  return kinds;
}

function agentNameOf(span: SpanView, facts: NodeFacts): string {
  return facts.agentName ?? facts.agentId ?? readServiceName(span) ?? span.name;
}

function readServiceName(span: SpanView): string | undefined {
  const name = span.resourceAttribute(OTEL.serviceName);
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Agents and assignments by identity, in order of first sight. */
class AgentRegistry {
  readonly agents: AgentRecord[] = [];
  readonly assignments: MutableAssignment[] = [];
  readonly #agentByKey = new Map<string, number>();
  readonly #assignmentByKey = new Map<string, number>();

  assign(span: SpanView, name: string, id: string | undefined, subtaskId: string): number {
    const agent = this.#agentFor(name.trim(), id, readServiceName(span));
    const key = `${agent} ${subtaskId}`;
    const known = this.#assignmentByKey.get(key);
    if (known !== undefined) return known;
    const index = this.assignments.length;
    this.assignments.push({ index, agent, subtaskId, nodes: [], agentSpans: [] });
    this.#assignmentByKey.set(key, index);
    return index;
  }

  #agentFor(name: string, id: string | undefined, serviceName: string | undefined): number {
    const key = `${serviceName ?? ''}\n${name.replaceAll(/\s+/g, ' ').toLowerCase()}`;
    const known = this.#agentByKey.get(key);
    if (known !== undefined) return known;
    const index = this.agents.length;
    this.agents.push({ index, name, id: id ?? name, serviceName });
    this.#agentByKey.set(key, index);
    return index;
  }
}
