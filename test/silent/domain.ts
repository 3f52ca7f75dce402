import type { Random } from './random.js';

/** One thing that a run is about: a name and its figure. */
export interface Fact {
  readonly label: string;
  readonly value: number;
}

/** What an agent knows when it writes. A fault changes it, and all that follows is written from the changed state. */
export interface State {
  /** Whom or what the run is about: a company, a patient, a ship. */
  readonly entity: string;
  readonly facts: readonly Fact[];
}

export type Kind = 'collect' | 'analyse' | 'write' | 'review' | 'plan' | 'merge';

export interface Role {
  readonly agent: string;
  readonly system: string;
}

/** A field of work in one language: what is asked, and how each kind of agent writes. */
export interface Domain {
  readonly id: string;
  readonly language: string;
  readonly entities: readonly string[];
  readonly labels: readonly string[];
  readonly range: readonly [min: number, max: number];
  readonly decimals: number;
  readonly tool: string;
  readonly roles: Readonly<Record<Kind, Role>>;
  question(state: State): string;
  /** What the agent is told besides what others made. */
  instruction(kind: Kind, state: State, random: Random): string;
  /** Said where every position has to be kept. */
  readonly keepAll: string;
  /** Said where a JSON object has to come back. */
  readonly asJson: string;
  toolResult(state: State): string;
  says(kind: 'collect' | 'analyse' | 'write' | 'plan' | 'merge', state: State, random: Random): string;
  approves(random: Random): string;
  rejects(agent: string, random: Random): string;
  refusal(random: Random): string;
  error(random: Random): string;
  placeholder(state: State, random: Random): string;
  nothing(random: Random): string;
  /** What an agent says that was given nothing to work on. */
  noData(random: Random): string;
}

export const total = (facts: readonly Fact[]): number =>
  Math.round(facts.reduce((sum, { value }) => sum + value, 0) * 100) / 100;

export const largest = (facts: readonly Fact[]): Fact =>
  facts.reduce((most, fact) => (fact.value > most.value ? fact : most), facts[0] ?? { label: '', value: 0 });

/** Share of the largest, in percent, with one decimal. */
export const share = (facts: readonly Fact[]): number =>
  Math.round((largest(facts).value / total(facts)) * 1000) / 10;

export const mean = (facts: readonly Fact[]): number => Math.round((total(facts) / facts.length) * 100) / 100;

/** A number as a language writes it: mark of thousands, mark of decimals. */
export function written(value: number, decimals: number, thousands: string, decimal: string): string {
  const [whole = '', rest] = value.toFixed(decimals).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, thousands);
  return rest === undefined ? grouped : `${grouped}${decimal}${rest}`;
}
