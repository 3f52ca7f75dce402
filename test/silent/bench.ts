import { attributeTrace } from '@agent-attribution/core';
import { parseArgs } from 'node:util';
import { BUILT_ON } from './built-on.js';
import type { Domain } from './domain.js';
import { FAULTS } from './faults.js';
import { TOPOLOGIES, generateRuns } from './generate.js';
import { HARD_HEALTHY } from './hard-healthy.js';
import type { SilentRun } from './generate.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    misses: { type: 'boolean', default: false },
    'built-on': { type: 'boolean', default: false },
  },
});

interface Score {
  readonly run: SilentRun;
  readonly isDetected: boolean;
  readonly isRight: boolean;
  readonly said: string;
}

function score(run: SilentRun): Score {
  const report = attributeTrace(run.spans);
  const isDetected = report.outcome === 'failure' || report.outcome === 'partial';
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

function bench(title: string, domains: readonly Domain[], seed: number): void {
  const runs = generateRuns(domains, Number(values.runs), seed);
  const scores = runs.map(score);
  // A twin is made for a fault, but has none: it counts in the rows of its topology and its domain.
  const faultOf = ({ fault }: SilentRun): string => fault ?? 'healthy';
  print(`${title}, by fault`, scores, faultOf, [...FAULTS, 'healthy']);
  print(`${title}, by topology`, scores, ({ topology }) => topology, TOPOLOGIES);
  print(
    `${title}, by domain`,
    scores,
    ({ domain }) => domain,
    domains.map(({ id }) => id),
  );
  if (!values.misses) return;
  for (const { run, isDetected, isRight, said } of scores) {
    const isWrong = run.fault === undefined ? isDetected : !isRight;
    if (isWrong)
      console.log(
        `${run.domain} ${run.topology} ${run.fault ?? 'healthy'} ${run.culprit ?? ''} <- ${said.slice(0, 220)}`,
      );
  }
}

bench('built on', BUILT_ON, Number(values.seed) * 100_000);
if (!values['built-on']) {
  const { HELD_OUT } = await import('./held-out.js');
  bench('held out', HELD_OUT, Number(values.seed) * 100_000 + 50_000);
}

const alarms = Object.entries(HARD_HEALTHY).flatMap(([name, spans]) => {
  const { outcome, evidence } = attributeTrace(spans);
  const isAlarm = outcome === 'failure' || outcome === 'partial';
  return isAlarm ? [`${name}: ${evidence.map(({ text }) => text).join(' | ')}`] : [];
});
console.log(
  `\nhealthy by hand, hard to tell: ${alarms.length} false alarms of ${Object.keys(HARD_HEALTHY).length}`,
);
for (const alarm of alarms) console.log(`  ${alarm}`);
