import { tallyConventions } from '@agent-attribution/core';
import type { ConventionTally } from '@agent-attribution/core';
import { AppPackages, diagnose, gatherFacts } from '@agent-attribution/instrumentation/register/diagnosis';
import type { Facts, Finding } from '@agent-attribution/instrumentation/register/diagnosis';
import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { parseArguments } from '../command-line.js';
import { answers } from '../doctor/answers.js';
import { diagnoseTrace } from '../doctor/diagnose-trace.js';
import { renderDoctor } from '../doctor/render-doctor.js';
import { paletteFor } from '../render/palette.js';
import { readInput } from './read-input.js';

const OPTIONS = { json: { type: 'boolean' }, trace: { type: 'string' } } as const;

/** What `doctor` found; printed as it is with `--json`. */
export interface DoctorReport {
  readonly facts: Facts;
  /** Only with `--trace`. */
  readonly conventions: ConventionTally | null;
  readonly findings: readonly Finding[];
}

/** Looks at the app in the current folder, and at a file of its traces. Exit code 1 when something has to be fixed. */
export async function doctor(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments('doctor', args, OPTIONS);
  if (positionals.length > 0) throw new CommandError(`doctor takes no argument "${positionals[0]}"`, 2);
  const app = new AppPackages(undefined, process.cwd());
  const facts = await withAnswers(gatherFacts(app, terminal.env, process.versions.node));
  const conventions =
    values.trace === undefined
      ? null
      : tallyConventions((await readInput(values.trace, 'auto', terminal)).spans);
  const findings = [...diagnose(facts), ...(conventions === null ? [] : diagnoseTrace(conventions))];
  const report: DoctorReport = { facts, conventions, findings };
  const text =
    values.json === true
      ? JSON.stringify(report, null, 2)
      : renderDoctor(report, paletteFor(terminal.stdout, terminal.env));
  terminal.stdout.write(`${text}\n`);
  return findings.some(({ severity }) => severity === 'fix') ? 1 : 0;
}

const withAnswers = async (facts: Facts): Promise<Facts> => ({
  ...facts,
  destinations: await Promise.all(
    facts.destinations.map(async ({ url }) => ({ url, answers: await answers(url) })),
  ),
});
