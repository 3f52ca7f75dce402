import type { AttributionReport, BlameProfile } from '@agent-attribution/core';
import { toSpans } from './data/to-spans.js';
import type { Verdict } from './calibration.js';
import { train } from './fit/train.js';
import { foldsOf } from './folds.js';
import { attributeRun, scoreRun } from './runs.js';
import type { BenchRun } from './runs.js';
import { scoreReport, summarise } from './scoring.js';
import type { RunScore, Summary } from './scoring.js';

export type Figures = Readonly<Record<string, Summary>>;

export const FOLDS = 10;
export const REPEATS = 5;

/** With the weights that users run. Optimistic on runs that these were fitted to. */
export function shipped(runs: readonly BenchRun[], profile?: BlameProfile): Figures {
  return byDataset(runs, (run) => [scoreRun(run, optionsFor(profile))]);
}

/** Each run is judged with weights that saw neither it nor any other run of its question. */
export function crossValidated(
  runs: readonly BenchRun[],
  repeats = REPEATS,
  inspect?: (run: BenchRun, report: AttributionReport) => void,
): Figures {
  const scores = new Map<BenchRun, RunScore[]>(runs.map((run) => [run, []]));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const held of foldsOf(runs, FOLDS, repeat)) {
      const profile = train(runs.filter((run) => !held.has(run)));
      for (const run of held) {
        const report = attributeRun(run, optionsFor(profile));
        scores.get(run)?.push(scoreReport(report, run.converted.positionOf, run.label));
        inspect?.(run, report);
      }
    }
  }
  return byDataset(runs, (run) => scores.get(run) ?? [], repeats);
}

/** The top steps of `crossValidated`, by data set: how probable each was held, and whether it was right. */
export function crossValidatedVerdicts(
  runs: readonly BenchRun[],
  repeats?: number,
): { readonly figures: Figures; readonly verdicts: ReadonlyMap<string, readonly Verdict[]> } {
  const verdicts = new Map<string, Verdict[]>();
  const figures = crossValidated(runs, repeats, ({ dataset, converted, label }, { candidates: [top] }) => {
    const right = top !== undefined && converted.positionOf.get(top.spanId) === label.step;
    const list = verdicts.get(dataset) ?? [];
    list.push({ probability: top?.probability ?? 0, right });
    verdicts.set(dataset, list);
  });
  return { figures, verdicts };
}

/** Each data set is judged with weights fitted to the others only. */
export function transferred(runs: readonly BenchRun[]): Figures {
  const profiles = new Map<string, BlameProfile>();
  for (const { dataset } of runs) {
    if (!profiles.has(dataset)) profiles.set(dataset, train(runs.filter((run) => run.dataset !== dataset)));
  }
  return byDataset(runs, (run) => [scoreRun(run, optionsFor(profiles.get(run.dataset)))]);
}

/** The shipped weights on spans that carry no text. */
export function metadataOnly(runs: readonly BenchRun[], profile?: BlameProfile): Figures {
  return byDataset(runs, (run) => {
    const converted = toSpans(run.log, { metadataOnly: true });
    return [scoreRun({ ...run, converted }, optionsFor(profile))];
  });
}

function optionsFor(profile: BlameProfile | undefined): { profiles?: { information_seeking: BlameProfile } } {
  return profile === undefined ? {} : { profiles: { information_seeking: profile } };
}

function byDataset(
  runs: readonly BenchRun[],
  scoresOf: (run: BenchRun) => readonly RunScore[],
  repeats = 1,
): Figures {
  const scores = new Map<string, RunScore[]>();
  for (const run of runs) {
    const list = scores.get(run.dataset) ?? [];
    list.push(...scoresOf(run));
    scores.set(run.dataset, list);
  }
  return Object.fromEntries([...scores].map(([dataset, list]) => [dataset, summarise(list, repeats)]));
}
