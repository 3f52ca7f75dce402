import { EARNED_PRECISION } from '@agent-attribution/core';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { discountFor, earnedBy, firedOf, tallyChecks, verdictsOn } from './measure-checks.js';
import { HELD_IN, labelledRuns } from './sets.js';

/** Writes what each check earns on the runs that it was built on into the table of the engine. */
const TABLE = resolve(
  fileURLToPath(import.meta.url),
  '../../../../packages/core/src/outcome/content-checks/earned-precision.ts',
);

const PER_CELL = 4;
const SEED = 900_000;

let source = readFileSync(TABLE, 'utf8');
const tallies = tallyChecks(verdictsOn(labelledRuns(HELD_IN, PER_CELL, SEED)));
const discount = discountFor(tallies);
for (const check of Object.keys(EARNED_PRECISION)) {
  const tally = tallies.get(check) ?? { check, right: 0, wrongAgent: 0, healthy: 0 };
  const earned = earnedBy(tally, discount);
  console.log(`${check.padEnd(20)}${earned.toFixed(2)}  ${tally.right} of ${firedOf(tally)}`);
  source = source.replace(new RegExp(`(\\b${check}: )[\\d.]+`), `$1${earned}`);
}
writeFileSync(TABLE, source);
