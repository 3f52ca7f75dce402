/**
 * Whole numbers by group and name. Whole, so that adding and taking away in any order gives the same as counting again;
 * names that count nothing are left out.
 */
export type Tallies = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Names of one group at most, by group: free text could be a new name every time. Buckets of a sketch all have room. */
const NAMES_PER_GROUP = 1_500;
const NAMES_OF_TEXTS = 50;
const TEXT_GROUPS: ReadonlySet<string> = new Set(['errors', 'responseErrors', 'responseWarnings']);

/** What is counted under a name for which there is no room. */
export const OTHER = '';

/** Sums of tallies that can be added to. */
export class TallySum {
  readonly #groups = new Map<string, Map<string, number>>();

  /** Adds one number; what is not a number counts nothing. */
  count(group: string, name: string, amount = 1): void {
    const whole = Math.round(amount);
    if (!Number.isFinite(whole) || whole === 0) return;
    let names = this.#groups.get(group);
    if (names === undefined) this.#groups.set(group, (names = new Map()));
    const known = names.get(name);
    if (known !== undefined) return put(names, name, known + whole);
    const room = TEXT_GROUPS.has(group) ? NAMES_OF_TEXTS : NAMES_PER_GROUP;
    const key = names.size < room ? name : OTHER;
    put(names, key, (names.get(key) ?? 0) + whole);
  }

  /** Adds all of them, `times` times: -1 takes them away. */
  add(tallies: Tallies, times: 1 | -1 = 1): void {
    for (const [group, names] of Object.entries(tallies)) {
      for (const [name, amount] of Object.entries(names)) this.count(group, name, amount * times);
    }
  }

  /** Adds another sum, `times` times. */
  addSum(other: TallySum, times: 1 | -1 = 1): void {
    for (const [group, names] of other.#groups) {
      for (const [name, amount] of names) this.count(group, name, amount * times);
    }
  }

  /** The sums, in the order of their names: the same sums are the same text. */
  toTallies(): Tallies {
    return Object.fromEntries(
      [...this.#groups]
        .filter(([, names]) => names.size > 0)
        .sort(byName)
        .map(([group, names]) => [group, Object.fromEntries([...names].sort(byName))]),
    );
  }
}

function put(names: Map<string, number>, name: string, sum: number): void {
  if (sum === 0) names.delete(name);
  else names.set(name, sum);
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

export function sumOf(all: Iterable<Tallies>): Tallies {
  const sum = new TallySum();
  for (const tallies of all) sum.add(tallies);
  return sum.toTallies();
}
