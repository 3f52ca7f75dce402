/**
 * A run as a sequence of steps, the unit that failure attribution ranks: one step is one turn of one agent, with the
 * tools it ran folded in as the turn's actions. People, code executors and terminals make no steps: what they ran is an
 * action of the turn that asked for it.
 *
 * Content is read when asked for. `undefined` is unknown (not recorded, cut off, dropped); an empty string is empty.
 */
export interface StepSequence {
  readonly steps: readonly Step[];
  /** What the run was asked to do: the first message of a person, or the input of the root. */
  question(): string | undefined;
  /** What the run answered: the output of the root, else the last substantive message of a step. */
  answer(): string | undefined;
}

export interface Step {
  /** 0-based, in order of the time at which the step began. */
  readonly index: number;
  /** The span a person should open: the turn, or the model call. */
  readonly spanId: string;
  /** Index of the agent in the graph's list of agents. */
  readonly agentIndex: number;
  /** The agent's name as a person knows it. */
  readonly agent: string;
  /** From the run's structure, never from names. */
  readonly role: 'orchestrator' | 'worker';
  readonly startMicros: number;
  readonly endMicros: number;
  readonly actions: readonly StepAction[];
  /** Agents (their indexes) to which this step handed over or delegated. */
  readonly delegatesTo: readonly number[];
  /** Index of the step whose delegation or handoff made this step happen, or -1. */
  readonly delegatedBy: number;
  /** What the agent wrote. */
  message(): string | undefined;
  /** What the agent was given that no earlier step of its own had seen: the newest messages of its input. */
  received(): string | undefined;
}

export interface StepAction {
  readonly spanId: string;
  readonly toolName: string;
  /** The action did not work: status, soft error, exception, non-zero exit code or error result. */
  readonly failed: boolean;
  /** Why, in the action's own words; undefined when it did not fail. */
  readonly error: string | undefined;
  arguments(): string | undefined;
  result(): string | undefined;
}
