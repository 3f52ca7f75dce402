import type { Context } from '@opentelemetry/api';
import { createContextKey } from '@opentelemetry/api';
import type { NodeType } from '@agent-attribution/semantic-conventions';

/** What the work serves; set where it is known first, inherited by everything below. */
export interface WorkIds {
  readonly taskId?: string | undefined;
  readonly subtaskId?: string | undefined;
  readonly goalId?: string | undefined;
  /** `gen_ai.conversation.id`: give the one your program has, never an invented one. */
  readonly conversationId?: string | undefined;
  /** `attribution.tenant.id`: on whose behalf, where a program serves several customers. */
  readonly tenantId?: string | undefined;
  /** `user.id`: an opaque id, not a name or an address. */
  readonly userId?: string | undefined;
}

/** What a node knows of the nodes around it, carried by the OpenTelemetry context across calls and `await`. */
export interface Scope extends WorkIds {
  readonly agent: AgentState | undefined;
  readonly turn: TurnState | undefined;
}

/** The enclosing agent. */
export interface AgentState {
  readonly name: string;
  turns: number;
}

/** The enclosing turn; a set keeps the order of first run. */
export interface TurnState {
  readonly nodeTypes: Set<NodeType>;
}

const SCOPE_KEY = createContextKey('agent-attribution.scope');
const OUTERMOST: Scope = Object.freeze({ agent: undefined, turn: undefined });

export const scopeOf = (context: Context): Scope => {
  const scope = context.getValue(SCOPE_KEY);
  return scope === undefined ? OUTERMOST : (scope as Scope);
};

export const withScope = (context: Context, scope: Scope): Context => context.setValue(SCOPE_KEY, scope);

/** The ids in force below a node: its own where given, else those it inherits. */
export const inheritIds = (own: WorkIds, outer: WorkIds): WorkIds => ({
  taskId: own.taskId ?? outer.taskId,
  subtaskId: own.subtaskId ?? outer.subtaskId,
  goalId: own.goalId ?? outer.goalId,
  conversationId: own.conversationId ?? outer.conversationId,
  tenantId: own.tenantId ?? outer.tenantId,
  userId: own.userId ?? outer.userId,
});

export const hasIds = (ids: WorkIds): boolean =>
  ids.taskId !== undefined ||
  ids.subtaskId !== undefined ||
  ids.goalId !== undefined ||
  ids.conversationId !== undefined ||
  ids.tenantId !== undefined ||
  ids.userId !== undefined;
