import type { NodeType } from '@agent-attribution/semantic-conventions';

/**
 * What one span says about itself, whatever convention it follows. Facts are of the span alone; what follows from its
 * place among others (owner, phantom agents, doubled tokens) is decided in `graph/`.
 */
export interface NodeFacts {
  /** `unknown`: nothing on the span tells. `skip`: says nothing about the run (a definition, a merged duplicate). */
  readonly kind: NodeKind;
  /** Id of the convention, as counted in the report: `attribution`, `gen_ai`, `openinference`, … `none`. */
  readonly convention: string;
  /** The row of the convention's table that decided, for `analyze` and `doctor`. */
  readonly row: string;
  /** What has to hold of the spans around it for `kind` to be right; where it does not, the span is a step. */
  readonly proviso: KindProviso;
  /** For an agent: its name. For other nodes: the agent the span itself says it belongs to. */
  readonly agentName: string | undefined;
  readonly agentId: string | undefined;
  /** The agent it names owns it even inside another agent's span: the runtime opens no span for its sub-agents. */
  readonly ownerIsStated: boolean;
  readonly handoff: { readonly from: string | undefined; readonly to: string } | undefined;
  readonly tokens: TokenUsage | undefined;
  /** An aggregate over descendants: counts only if no descendant reports usage itself. */
  readonly tokensAreAggregate: boolean;
  /** The provider's own account of a call that the client reports too: counts only where the client reports nothing. */
  readonly tokensRepeatClient: boolean;
  readonly costUsd: number | undefined;
  readonly model: string | undefined;
  readonly responseId: string | undefined;
  /** In lower case with underscores; `length` and `content_filter` for every provider's own word for these. */
  readonly finishReasons: readonly string[];
  readonly toolName: string | undefined;
  readonly toolCallId: string | undefined;
  /** An error that the span's status does not show, in words; undefined when there is none. */
  readonly softError: string | undefined;
  /** A guardrail's verdict: true when it stopped something. That is the guardrail at work, not a failure of it. */
  readonly guardrailTriggered: boolean | undefined;
  /** The error status of the span is no failure: something was thrown to pass control on. */
  readonly passesControlOn: boolean;
  /** Content is read only when asked for. Undefined: unknown, never "empty". */
  input(): NodeContent | undefined;
  output(): NodeContent | undefined;
}

export type NodeKind = NodeType | 'unknown' | 'skip';

/**
 * - `always`: the convention marks the kind reliably.
 * - `if_working`: an agent only if tools or agents nest below it, else a wrapper around one model call.
 * - `if_no_agent_below`: an agent unless it only holds agents, which makes it the workflow's root.
 * - `if_calling_model`: an agent only if it calls a model itself, else a node of a graph.
 * - `if_renamed`: an agent only where its name differs from the one above it, since all its parts repeat the name.
 * - `if_no_model_below`: a model call unless a more exact span of the same call lies below it.
 */
export type KindProviso =
  | 'always'
  | 'if_working'
  | 'if_no_agent_below'
  | 'if_calling_model'
  | 'if_renamed'
  | 'if_no_model_below';

export interface TokenUsage {
  /** Includes cache reads and writes, whatever the convention counts. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
}

/** What went in or came out, as messages in order. A tool's arguments and result are one message each. */
export interface NodeContent {
  readonly messages: readonly ContentMessage[];
}

export interface ContentMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool' | 'unknown';
  /** The agent or participant who wrote it, where the convention says so. */
  readonly name: string | undefined;
  /** The text parts, joined by line feeds. */
  readonly text: string;
  readonly toolCalls: readonly {
    readonly id: string | undefined;
    readonly name: string;
    readonly arguments: string;
  }[];
}
