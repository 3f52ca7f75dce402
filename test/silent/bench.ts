import { EARNED_PRECISION, attributeTrace } from '@agent-attribution/core';
import { parseArgs } from 'node:util';
import type { Domain } from './domain.js';
import { FAULTS } from './faults.js';
import { TOPOLOGIES, generateRuns } from './generate.js';
import { HARD_HEALTHY } from './hard-healthy.js';
import type { SilentRun } from './generate.js';
import { firedOf, tallyChecks, verdictsOn, wilsonLower } from './measure-checks.js';
import { HELD_IN, HELD_OUT_SET, labelledRuns } from './sets.js';
import type { RunSet } from './sets.js';
import { healthyRuns } from './strangers/family.js';
import { STRANGERS_THIRD } from './strangers/third.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    misses: { type: 'boolean', default: false },
    'built-on': { type: 'boolean', default: false },
  },
});

const BUCKETS = [
  [0, 0.6],
  [0.6, 0.8],
  [0.8, 0.9],
  [0.9, 0.95],
  [0.95, 1],
] as const;

const isDoubted = (outcome: string): boolean => outcome === 'failure' || outcome === 'partial';

interface Score {
  readonly run: SilentRun;
  readonly isDetected: boolean;
  readonly isRight: boolean;
  readonly said: string;
}

function score(run: SilentRun): Score {
  const report = attributeTrace(run.spans);
  const isDetected = isDoubted(report.outcome);
  const agent = report.rootCause?.agent;
  const said = `${agent ?? 'nobody'}: ${report.evidence.map(({ text }) => text).join(' | ')}`;
  return { run, isDetected, isRight: isDetected && agent !== undefined && agent === run.culprit, said };
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : ((100 * part) / whole).toFixed(1);

function print(
  title: string,
  scores: readonly Score[],
  by: (run: SilentRun) => string,
  rows: readonly string[],
): void {
  console.log(
    `\n${title.padEnd(26)}${'n'.padStart(6)}${'detected %'.padStart(12)}${'right agent %'.padStart(15)}${'false alarms'.padStart(18)}`,
  );
  for (const row of [...rows, 'all']) {
    const own = scores.filter(({ run }) => row === 'all' || by(run) === row);
    const faulty = own.filter(({ run }) => run.fault !== undefined);
    const healthy = own.filter(({ run }) => run.fault === undefined);
    const detected = percent(faulty.filter(({ isDetected }) => isDetected).length, faulty.length);
    const right = percent(faulty.filter(({ isRight }) => isRight).length, faulty.length);
    const alarms = `${healthy.filter(({ isDetected }) => isDetected).length} of ${healthy.length}`;
    console.log(
      `${row.padEnd(26)}${String(faulty.length).padStart(6)}${detected.padStart(12)}${right.padStart(15)}${alarms.padStart(18)}`,
    );
  }
}

// A twin is made for a fault, but has none: it counts in the rows of its topology and its domain.
const faultOf = ({ fault }: SilentRun): string => fault ?? 'healthy';

function bench(title: string, domains: readonly Domain[], seed: number): void {
  const runs = generateRuns(domains, Number(values.runs), seed);
  const scores = runs.map(score);
  print(`${title}, by fault`, scores, faultOf, [...FAULTS, 'healthy']);
  print(`${title}, by topology`, scores, ({ topology }) => topology, TOPOLOGIES);
  print(
    `${title}, by domain`,
    scores,
    ({ domain }) => domain,
    domains.map(({ id }) => id),
  );
  const strangers = scores.filter(({ run }) => STRANGERS_THIRD.some(({ id }) => id === run.domain));
  if (strangers.length > 0) print(`${title}, strangers only`, strangers, faultOf, [...FAULTS, 'healthy']);
  if (!values.misses) return;
  for (const { run, isDetected, isRight, said } of scores) {
    const isWrong = run.fault === undefined ? isDetected : !isRight;
    if (isWrong)
      console.log(
        `${run.domain} ${run.topology} ${run.fault ?? 'healthy'} ${run.culprit ?? ''} <- ${said.slice(0, 220)}`,
      );
  }
}

const seed = Number(values.seed);
bench('built on', HELD_IN.domains, seed * 100_000);
printChecks('built on', HELD_IN, seed * 100_000);
if (!values['built-on']) {
  bench('held out', HELD_OUT_SET.domains, seed * 100_000 + 50_000);
  printChecks('held out', HELD_OUT_SET, seed * 100_000 + 50_000);
}

/** Of the runs that each check decided, how many rightly; and whether the confidence that it has earned holds. */
function printChecks(title: string, set: RunSet, firstSeed: number): void {
  const verdicts = verdictsOn(labelledRuns(set, Number(values.runs), firstSeed));
  const tallies = tallyChecks(verdicts);
  const head = ['right', 'wrong agent', 'healthy', 'right %', 'lower %', 'earned'];
  console.log(`\n${`${title}, by check`.padEnd(26)}${head.map((name) => name.padStart(13)).join('')}`);
  for (const [check, earned] of Object.entries(EARNED_PRECISION)) {
    const tally = tallies.get(check) ?? { check, right: 0, wrongAgent: 0, healthy: 0 };
    const cells = [
      tally.right,
      tally.wrongAgent,
      tally.healthy,
      percent(tally.right, firedOf(tally)),
      (100 * wilsonLower(tally.right, firedOf(tally))).toFixed(1),
      earned.toFixed(2),
    ];
    console.log(`${check.padEnd(26)}${cells.map((cell) => String(cell).padStart(13)).join('')}`);
  }
  console.log(
    `\n${`${title}, by confidence`.padEnd(26)}${'verdicts'.padStart(13)}${'expected %'.padStart(13)}${'right %'.padStart(13)}`,
  );
  for (const [from, to] of BUCKETS) {
    const own = verdicts.filter(({ confidence }) => confidence >= from && confidence < to);
    if (own.length === 0) continue;
    const expected = own.reduce((sum, { confidence }) => sum + confidence, 0);
    const right = own.filter(({ isRight }) => isRight).length;
    console.log(
      `${`${from} up to ${to}`.padEnd(26)}${String(own.length).padStart(13)}${percent(expected, own.length).padStart(13)}${percent(right, own.length).padStart(13)}`,
    );
  }
  const families = healthyRuns(set.families, 5 * Number(values.runs), firstSeed);
  const doubted = families.filter(({ spans }) => isDoubted(attributeTrace(spans).outcome));
  console.log(
    `\n${title}, healthy and hard to tell: ${doubted.length} false alarms of ${families.length} in ${set.families.length} families`,
  );
  for (const family of new Set(doubted.map((run) => run.family))) console.log(`  ${family}`);
}

const alarms = Object.entries(HARD_HEALTHY).flatMap(([name, spans]) => {
  const { outcome, evidence } = attributeTrace(spans);
  return isDoubted(outcome) ? [`${name}: ${evidence.map(({ text }) => text).join(' | ')}`] : [];
});
console.log(
  `\nhealthy by hand, hard to tell: ${alarms.length} false alarms of ${Object.keys(HARD_HEALTHY).length}`,
);
for (const alarm of alarms) console.log(`  ${alarm}`);
