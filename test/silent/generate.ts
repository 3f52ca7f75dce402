import type { SpanView } from '@agent-attribution/core';
import type { Domain, Kind, State } from './domain.js';
import { CAN_FAIL, FAULTS, sayFaulty } from './faults.js';
import type { Fault } from './faults.js';
import { Random } from './random.js';
import type { Draft } from './spans.js';
import { agent, model, toSpans, tool, toolRequest, workflow } from './spans.js';

export const TOPOLOGIES = ['pipeline', 'diamond', 'supervisor', 'review-loop', 'fan-in'] as const;

export type Topology = (typeof TOPOLOGIES)[number];

export interface SilentRun {
  readonly domain: string;
  readonly topology: Topology;
  /** Undefined: healthy. */
  readonly fault: Fault | undefined;
  /** The agent that the fault was put into. */
  readonly culprit: string | undefined;
  readonly spans: readonly SpanView[];
}

type Working = 'collect' | 'analyse' | 'write' | 'merge';

const WORKING: ReadonlySet<Kind> = new Set(['collect', 'analyse', 'write', 'merge']);

/** What one agent does, in which order; `from` are positions in the list. */
interface Place {
  readonly kind: Kind;
  readonly number: number;
  readonly from: readonly number[];
  readonly isBeside?: boolean;
}

const place = (kind: Kind, from: readonly number[], number = 1, isBeside = false): Place => ({
  kind,
  number,
  from,
  isBeside,
});

const PLACES: Readonly<Record<Topology, readonly Place[]>> = {
  pipeline: [place('collect', []), place('analyse', [0]), place('write', [1])],
  diamond: [
    place('plan', []),
    place('collect', [0], 1, true),
    place('collect', [0], 2, true),
    place('merge', [1, 2]),
  ],
  supervisor: [place('collect', []), place('analyse', [0]), place('write', [1])],
  'review-loop': [place('collect', []), place('write', [0]), place('review', [1])],
  'fan-in': [
    place('collect', [], 1, true),
    place('collect', [], 2, true),
    place('collect', [], 3, true),
    place('merge', [0, 1, 2]),
    place('write', [3]),
  ],
};

interface Made {
  readonly text: string;
  readonly state: State | undefined;
}

/** One run, with a fault at one agent or without; the same seed without the fault is its healthy twin. */
export function generateRun(
  domain: Domain,
  topology: Topology,
  seed: number,
  fault: Fault,
  isHealthy: boolean,
): SilentRun {
  const random = new Random(seed);
  const state: State = {
    entity: random.pick(domain.entities),
    facts: random
      .some(domain.labels, random.whole(topology === 'fan-in' ? 6 : 4, domain.labels.length))
      .map((label) => ({ label, value: figure(domain, random) })),
  };
  const places = [...PLACES[topology]];
  const wantsReview = fault === 'rejected' || random.chance(0.3);
  if (wantsReview && topology !== 'review-loop') places.push(place('review', [places.length - 1]));
  const able = places.flatMap(({ kind }, index) => (CAN_FAIL[fault].includes(kind) ? [index] : []));
  const target = random.pick(able);
  const isMended = topology === 'review-loop' && random.chance(0.5);
  const run = new Run(domain, state, random, { places, target, fault, isHealthy, isMended });
  return {
    domain: domain.id,
    topology,
    fault: isHealthy ? undefined : fault,
    culprit: isHealthy ? undefined : run.nameOf(places[target] ?? place('plan', [])),
    spans: toSpans(run.build(topology)),
  };
}

/** Every fault in every topology that has an agent for it, several times, and the twin of each. */
export function generateRuns(
  domains: readonly Domain[],
  perCell: number,
  firstSeed: number,
): readonly SilentRun[] {
  const runs: SilentRun[] = [];
  let seed = firstSeed;
  for (const topology of TOPOLOGIES) {
    for (const fault of FAULTS) {
      if (!PLACES[topology].some(({ kind }) => CAN_FAIL[fault].includes(kind))) continue;
      for (const domain of domains) {
        for (let round = 0; round < perCell; round++) {
          seed += 1;
          runs.push(
            generateRun(domain, topology, seed, fault, false),
            generateRun(domain, topology, seed, fault, true),
          );
        }
      }
    }
  }
  return runs;
}

function figure({ range: [min, max], decimals }: Domain, random: Random): number {
  // Sizes differ by orders, as they do in ledgers.
  const exponent = Math.log(min) + random.next() * (Math.log(max) - Math.log(min));
  return Number(Math.exp(exponent).toFixed(decimals));
}

interface Plan {
  readonly places: readonly Place[];
  readonly target: number;
  readonly fault: Fault;
  readonly isHealthy: boolean;
  readonly isMended: boolean;
}

class Run {
  readonly #domain: Domain;
  readonly #state: State;
  readonly #random: Random;
  readonly #plan: Plan;
  readonly #made: Made[] = [];

  constructor(domain: Domain, state: State, random: Random, plan: Plan) {
    this.#domain = domain;
    this.#state = state;
    this.#random = random;
    this.#plan = plan;
  }

  nameOf({ kind, number }: Place): string {
    const { agent: name } = this.#domain.roles[kind];
    return number === 1 ? name : `${name}-${number}`;
  }

  build(topology: Topology): Draft {
    const drafts = this.#plan.places.map((at, index) => this.#step(at, index));
    const question = this.#domain.question(this.#state);
    if (topology === 'supervisor') {
      const { agent: name, system } = this.#domain.roles.plan;
      const opening = model(
        [
          ['system', system],
          ['user', question],
        ],
        this.#domain.says('plan', this.#state, this.#random),
      );
      const last = this.#made.at(-1)?.text ?? '';
      const answer = this.#plan.places.at(-1)?.kind === 'review' ? (this.#made.at(-2)?.text ?? '') : last;
      const closing = model(
        [['system', system], ['user', question], ...this.#made.map(({ text }) => ['tool', text] as const)],
        answer === '' ? this.#domain.noData(this.#random) : answer,
      );
      return workflow([agent(name, [opening, ...drafts, closing])], question);
    }
    if (this.#plan.isMended) drafts.push(...this.#mend());
    const beside = drafts.filter((_, index) => this.#plan.places[index]?.isBeside === true);
    const first = drafts.filter(
      (_, index) => index < this.#plan.places.findIndex(({ isBeside }) => isBeside === true),
    );
    const after = drafts.slice(first.length + beside.length);
    const group =
      beside.length === 0 ? [] : [{ name: 'parallel', attributes: {}, children: beside, parallel: true }];
    return workflow([...first, ...group, ...after], question);
  }

  #step(at: Place, index: number): Draft {
    const { kind } = at;
    const { target, fault, isHealthy } = this.#plan;
    const inputs = at.from.map((from) => this.#made[from] ?? { text: '', state: undefined });
    const asksFor = index === target ? this.#asks(fault) : '';
    const instruction = `${this.#domain.instruction(kind, this.#state, this.#random)}${asksFor}`;
    const given = [instruction, ...inputs.map(({ text }) => text)].join('\n\n');
    const state = this.#stateAt(at, inputs);
    const isFaulty = index === target && !isHealthy;
    const made = this.#make(kind, state, given, { isFaulty, isTarget: index === target });
    this.#made.push(made);
    return this.#spansOf(at, given, made.text, state, made.finish);
  }

  #asks(fault: Fault): string {
    if (fault === 'lost_figure' && this.#random.chance(0.6)) return ` ${this.#domain.keepAll}`;
    return fault === 'wrong_format' ? ` ${this.#domain.asJson}` : '';
  }

  #stateAt({ kind, number }: Place, inputs: readonly Made[]): State | undefined {
    if (kind === 'plan') return this.#state;
    if (kind === 'collect') {
      const collectors = this.#plan.places.filter((other) => other.kind === 'collect').length;
      const facts = this.#state.facts.filter((_, index) => index % collectors === number - 1);
      return { ...this.#state, facts };
    }
    const known = inputs.flatMap(({ state }) => (state === undefined ? [] : [state]));
    const [first] = known;
    // Of several sources the last that names somebody is believed: a wrong name spreads.
    const stranger = known.find(({ entity }) => entity !== this.#state.entity);
    return first && { entity: stranger?.entity ?? first.entity, facts: known.flatMap(({ facts }) => facts) };
  }

  #make(
    kind: Kind,
    state: State | undefined,
    given: string,
    { isFaulty, isTarget }: { readonly isFaulty: boolean; readonly isTarget: boolean },
  ): Made & { readonly finish?: string } {
    const domain = this.#domain;
    if (kind === 'review') return { text: this.#review(), state };
    if (kind === 'plan') return { text: domain.says('plan', this.#state, this.#random), state };
    if (state === undefined) return { text: domain.noData(this.#random), state };
    const working: Working = kind;
    if (isFaulty) return sayFaulty(this.#plan.fault, domain, working, state, given, this.#random);
    if (isTarget && this.#plan.fault === 'wrong_format') return { text: JSON.stringify(state), state };
    return { text: domain.says(working, state, this.#random), state };
  }

  #review(): string {
    const { isHealthy, fault, places, target, isMended } = this.#plan;
    const culprit = places[target];
    if (culprit !== undefined && !isHealthy && fault === 'rejected') {
      return this.#domain.rejects(this.nameOf(culprit), this.#random);
    }
    const writer = places.find(({ kind }) => kind === 'write');
    if (isMended && isHealthy && writer !== undefined)
      return this.#domain.rejects(this.nameOf(writer), this.#random);
    return this.#domain.approves(this.#random);
  }

  /** The writer writes again. A healthy run gets its approval; of a faulty one the fault stays. */
  #mend(): readonly Draft[] {
    const { places, isHealthy, fault, target } = this.#plan;
    const at = places.find(({ kind }) => kind === 'write');
    const reviewer = places.find(({ kind }) => kind === 'review');
    const before = this.#made[places.findIndex(({ kind }) => kind === 'write')];
    if (at === undefined || reviewer === undefined || before === undefined || !WORKING.has(at.kind))
      return [];
    if (!isHealthy && fault !== 'rejected') return [];
    const asked = this.#domain.instruction('write', this.#state, this.#random);
    const format = fault === 'wrong_format' && places[target] === at;
    const state = before.state ?? this.#state;
    const text = format ? JSON.stringify(state) : this.#domain.says('write', state, this.#random);
    const given = `${asked}\n\n${this.#made.map((made) => made.text).join('\n\n')}`;
    const verdict = isHealthy
      ? this.#domain.approves(this.#random)
      : this.#domain.rejects(this.nameOf(places[target] ?? at), this.#random);
    const check = `${this.#domain.instruction('review', this.#state, this.#random)}\n\n${text}`;
    return [this.#spansOf(at, given, text, state), this.#spansOf(reviewer, check, verdict, state)];
  }

  #spansOf(at: Place, given: string, text: string, state: State | undefined, finish?: string): Draft {
    const { system } = this.#domain.roles[at.kind];
    const asked = [
      ['system', system],
      ['user', given],
    ] as const;
    if (at.kind !== 'collect' || state === undefined)
      return agent(this.nameOf(at), [model(asked, text, finish)]);
    const { tool: name } = this.#domain;
    const result = this.#domain.toolResult(state);
    const args = JSON.stringify({ name: state.entity });
    const heard = this.#random.chance(0.6) ? [['tool', result] as const] : [];
    return agent(this.nameOf(at), [
      toolRequest(asked, name, args),
      tool(name, args, result),
      model([...asked, ...heard], text, finish),
    ]);
  }
}
