import type { Domain, Kind, State } from './domain.js';
import { total } from './domain.js';
import type { Random } from './random.js';

export const FAULTS = [
  'lost_figure',
  'altered_figure',
  'wrong_total',
  'unknown_name',
  'nothing',
  'placeholder',
  'echo',
  'cut_off',
  'wrong_format',
  'refusal',
  'error_passed_on',
  'rejected',
] as const;

export type Fault = (typeof FAULTS)[number];

/** Which kinds of agents a fault can be put into. */
export const CAN_FAIL: Readonly<Record<Fault, readonly Kind[]>> = {
  lost_figure: ['analyse', 'write', 'merge', 'collect'],
  altered_figure: ['collect', 'analyse', 'write', 'merge'],
  wrong_total: ['analyse'],
  unknown_name: ['collect', 'write', 'merge'],
  nothing: ['collect', 'analyse', 'write', 'merge'],
  placeholder: ['collect', 'write', 'merge'],
  echo: ['analyse', 'write', 'merge'],
  cut_off: ['collect', 'analyse', 'write', 'merge'],
  wrong_format: ['collect', 'analyse', 'write', 'merge'],
  refusal: ['collect', 'analyse', 'write', 'merge'],
  error_passed_on: ['collect', 'analyse', 'write', 'merge'],
  rejected: ['collect', 'analyse', 'write', 'merge'],
};

/** What a faulty agent says, and what the others know afterwards: undefined when there is nothing to go on with. */
export interface Faulty {
  readonly text: string;
  readonly state: State | undefined;
  readonly finish?: string;
}

type Working = 'collect' | 'analyse' | 'write' | 'merge';

export function sayFaulty(
  fault: Fault,
  domain: Domain,
  kind: Working,
  state: State,
  given: string,
  random: Random,
): Faulty {
  const good = domain.says(kind, state, random);
  switch (fault) {
    case 'lost_figure': {
      const gone = random.whole(0, state.facts.length - 1);
      const changed = { ...state, facts: state.facts.filter((_, index) => index !== gone) };
      return { text: domain.says(kind, changed, random), state: changed };
    }
    case 'altered_figure': {
      const at = random.whole(0, state.facts.length - 1);
      const facts = state.facts.map((fact, index) =>
        index === at ? { ...fact, value: altered(fact.value, domain.decimals, random) } : fact,
      );
      return { text: domain.says(kind, { ...state, facts }, random), state: { ...state, facts } };
    }
    case 'wrong_total': {
      const right = total(state.facts);
      const wrong = altered(right, domain.decimals, random);
      // The total stands in the text as the language writes it; a state of one fact of that size shows how.
      const asWritten = (value: number): string => sumIn(domain, value, state, random);
      return { text: good.replaceAll(asWritten(right), asWritten(wrong)), state };
    }
    case 'unknown_name': {
      const changed = { ...state, entity: strangerTo(domain, state, random) };
      return { text: domain.says(kind, changed, random), state: changed };
    }
    case 'nothing':
      return { text: domain.nothing(random), state: undefined };
    case 'placeholder':
      return { text: domain.placeholder(state, random), state: undefined };
    case 'echo':
      return { text: given, state };
    case 'cut_off': {
      const isStated = random.chance(0.5);
      return { text: cut(good, random), state: undefined, ...(isStated && { finish: 'length' }) };
    }
    case 'refusal':
      return { text: domain.refusal(random), state: undefined };
    case 'error_passed_on':
      return { text: domain.error(random), state: undefined };
    case 'wrong_format':
    case 'rejected':
      break;
  }
  // The text is what it always is: it is not what was asked for, or somebody says that it is wrong.
  return { text: good, state };
}

/** Another figure of the same size: two digits swapped, one digit changed, or times ten. */
function altered(value: number, decimals: number, random: Random): number {
  for (let attempt = 0; attempt < 20; attempt++) {
    const digits = value.toFixed(decimals).split('');
    const places = digits.flatMap((digit, index) => (/\d/.test(digit) ? [index] : []));
    const at = random.whole(0, places.length - 2);
    const first = places[at] ?? 0;
    const second = places[at + 1] ?? 1;
    if (random.chance(0.5)) [digits[first], digits[second]] = [digits[second] ?? '1', digits[first] ?? '2'];
    else digits[first] = String((Number(digits[first]) + random.whole(1, 8)) % 10);
    const changed = Number(digits.join(''));
    if (Math.abs(changed - value) > Math.max(value * 0.01, 2 * 10 ** -decimals) && digits[0] !== '0')
      return changed;
  }
  return Math.round(value * 10);
}

function sumIn(domain: Domain, value: number, state: State, random: Random): string {
  const lone = domain.says(
    'analyse',
    { ...state, facts: [{ label: state.facts[0]?.label ?? '', value }] },
    random,
  );
  const runs = lone.match(/\d[\d.,\u00a0 \u202f’']*\d|\d/g) ?? [];
  const plain = value.toFixed(domain.decimals).replaceAll(/\D/g, '');
  return runs.find((run) => run.replaceAll(/\D/g, '') === plain) ?? plain;
}

function strangerTo(domain: Domain, { entity }: State, random: Random): string {
  return STRANGERS[domain.id] ?? random.pick(domain.entities.filter((other) => other !== entity));
}

/** Names that occur nowhere in what the agents were given. */
const STRANGERS: Readonly<Record<string, string>> = {
  finance: 'Southgate Holdings',
  'code-review': 'Ledger Daemon',
  insurance: 'Penrose & Daughters',
};

function cut(text: string, random: Random): string {
  const words = text.split(/(?<=[\s、，；])/u);
  const keep = Math.max(2, Math.floor(words.length * (0.45 + random.next() * 0.35)));
  const kept = words.slice(0, keep).join('').trimEnd();
  return kept.replace(/[.!?。！？)|]+$/u, '');
}
