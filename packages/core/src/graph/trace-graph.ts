import type { NodeFacts, NodeKind } from '../conventions/node-facts.js';
import type { SpanView } from '../span-view.js';
import type { TokenLedger } from './tokens.js';
import type { IndexList } from '../plain/index-list.js';

/** A trace as the engine sees it: nodes in order of time, who owned them, and how they hang together. */
export interface TraceGraph {
  readonly traceId: string;
  /** In order of start; indexes into this list are used everywhere. */
  readonly nodes: readonly GraphNode[];
  /** Nodes without a parent in the trace. The first is the root of the run. */
  readonly roots: readonly number[];
  /** Indexes of the nodes right below a node, in order. */
  readonly childrenOf: (node: number) => readonly number[];
  /** Every index, parents before children. */
  readonly topDown: IndexList;
  readonly agents: readonly AgentRecord[];
  readonly assignments: readonly Assignment[];
  readonly handoffs: readonly Handoff[];
  readonly tokens: TokenLedger;
  readonly orphanCount: number;
  readonly duplicateCount: number;
  readonly cycleCount: number;
}

export interface GraphNode {
  readonly index: number;
  readonly span: SpanView;
  readonly facts: NodeFacts;
  /** The kind, once the trace's structure is considered: an agent that does nothing is a step. */
  readonly kind: NodeKind;
  /** Index of the parent, or -1. */
  readonly parent: number;
  /** Index of the nearest agent span, itself included, or -1. */
  readonly agentSpan: number;
  /** Index of the assignment that owns it, or -1 for what belongs to no agent (a workflow, an HTTP call). */
  readonly assignment: number;
}

/** Identity is (service, normalised name): ids are random in too many runtimes to be trusted. */
export interface AgentRecord {
  readonly index: number;
  readonly name: string;
  readonly id: string;
  readonly serviceName: string | undefined;
}

/** What one agent did for one subtask: the unit of a contribution. */
export interface Assignment {
  readonly index: number;
  readonly agent: number;
  readonly subtaskId: string;
  /** Nodes it owns, in order. */
  readonly nodes: readonly number[];
  /** Its agent spans, in order; empty when no span stands for the agent. */
  readonly agentSpans: readonly number[];
}

export interface Handoff {
  readonly node: number;
  /** Indexes of agents; -1 when the name belongs to no agent of the trace. */
  readonly from: number;
  readonly to: number;
}
