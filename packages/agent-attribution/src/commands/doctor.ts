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
import type { SpanTally } from '../doctor/tally-runs.js';
import { tallyRuns } from '../doctor/tally-runs.js';
import { readInput } from './read-input.js';
import { DATA_FOLDER, hasTrackerData } from '../server/open-store.js';
import type { TrackerPlace } from './tracker/tracker-client.js';
import { openTracker } from './tracker/tracker-client.js';
import { placeIn } from './tracker/tracker-command.js';

const OPTIONS = {
  json: { type: 'boolean' },
  trace: { type: 'string' },
  url: { type: 'string' },
  data: { type: 'string' },
  'database-url': { type: 'string' },
} as const;

/** What `doctor` found; printed as it is with `--json`. */
export interface DoctorReport {
  readonly facts: Facts;
  /** Only with `--trace`. */
  readonly conventions: ConventionTally | null;
  /** Of the newest runs of a tracker; null when there is none, or it has no runs yet. */
  readonly runs: SpanTally | null;
  readonly findings: readonly Finding[];
}

/**
 * Looks at the app in the current folder, at a file of its traces, and at what a tracker has seen of it. Exit code 1 when something has to be
 * fixed.
 */
export async function doctor(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments('doctor', args, OPTIONS);
  if (positionals.length > 0) throw new CommandError(`doctor takes no argument "${positionals[0]}"`, 2);
  const app = new AppPackages(undefined, process.cwd());
  const facts = await withAnswers(gatherFacts(app, terminal.env, process.versions.node));
  const conventions =
    values.trace === undefined
      ? null
      : tallyConventions((await readInput(values.trace, 'auto', terminal)).spans);
  const runs = await seenRuns(placeIn(textsOf(values)), terminal);
  const seen = [conventions, runs].filter((tally) => tally !== null);
  const findings = [...diagnose(facts), ...distinct(seen.flatMap(diagnoseTrace))];
  const report: DoctorReport = { facts, conventions, runs, findings };
  const text =
    values.json === true
      ? JSON.stringify(report, null, 2)
      : renderDoctor(report, paletteFor(terminal.stdout, terminal.env));
  terminal.stdout.write(`${text}\n`);
  return findings.some(({ severity }) => severity === 'fix') ? 1 : 0;
}

const textsOf = (values: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** A tracker is looked at when it is named, or when its data is in this folder. */
async function seenRuns(place: TrackerPlace | undefined, terminal: Terminal): Promise<SpanTally | null> {
  if (place === undefined && !hasTrackerData(DATA_FOLDER)) return null;
  const here = { url: undefined, store: { dataDirectory: DATA_FOLDER } };
  const tracker = await openTracker(place ?? here, terminal);
  try {
    return await tallyRuns(tracker);
  } finally {
    await tracker.close();
  }
}

/** What file and tracker both show is told once. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.toReversed().map((finding) => [finding.code, finding])).values(),
];

const withAnswers = async (facts: Facts): Promise<Facts> => ({
  ...facts,
  destinations: await Promise.all(
    facts.destinations.map(async ({ url }) => ({ url, answers: await answers(url) })),
  ),
});
