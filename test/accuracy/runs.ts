import { attributeTrace } from '@agent-attribution/core';
import type { AttributeOptions, AttributionReport } from '@agent-attribution/core';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toSpans } from './data/to-spans.js';
import type { ConvertedRun } from './data/to-spans.js';
import { readFolder } from './data/who-and-when.js';
import type { LabelledRun } from './data/who-and-when.js';
import { FITTED_FEATURES } from './fit/reasoned-weights.js';
import { scoreReport } from './scoring.js';
import type { RunScore } from './scoring.js';

/** A labelled run, ready to be attributed and to be learned from. */
export interface BenchRun extends LabelledRun {
  readonly dataset: string;
  readonly converted: ConvertedRun;
  /** Feature values per candidate, in order of the steps, as the report gives them. */
  readonly rows: readonly (readonly number[])[];
  /** Row of the step that the annotators chose; -1 when it is no candidate. */
  readonly gold: number;
}

/** The two subsets, under the names that the figures use. */
export const SUBSETS: Readonly<Record<string, string>> = { AG: 'Algorithm-Generated', HC: 'Hand-Crafted' };

/** Every candidate has to be listed to be ranked. */
const CANDIDATE_LIMIT = Number.MAX_SAFE_INTEGER;

/** Where the labelled logs are: as told, else by environment, else beside the repository. Undefined: nowhere. */
export function findData(told: string | undefined, repository: string): string | undefined {
  const named = told ?? process.env['AGENT_ATTRIBUTION_BENCHMARK'];
  if (named !== undefined) return named;
  return ['..', '../..']
    .map((up) => join(repository, up, 'shared/data/who-and-when'))
    .find((folder) => existsSync(folder));
}

export function loadRuns(folder: string, dataset: string): BenchRun[] {
  return readFolder(folder).map((run) => {
    const converted = toSpans(run.log);
    const report = attributeTrace(converted.spans, { candidateLimit: CANDIDATE_LIMIT });
    const candidates = report.candidates.toSorted((a, b) => a.stepIndex - b.stepIndex);
    return {
      ...run,
      dataset,
      converted,
      rows: candidates.map(({ terms }) =>
        FITTED_FEATURES.map((name) => terms.find((term) => term.name === name)?.value ?? 0),
      ),
      gold: candidates.findIndex(({ spanId }) => converted.positionOf.get(spanId) === run.label.step),
    };
  });
}

export function loadSubsets(data: string): BenchRun[] {
  return Object.entries(SUBSETS).flatMap(([name, folder]) => loadRuns(join(data, folder), name));
}

export function attributeRun(run: BenchRun, options: AttributeOptions = {}): AttributionReport {
  return attributeTrace(run.converted.spans, { ...options, candidateLimit: CANDIDATE_LIMIT });
}

export function scoreRun(run: BenchRun, options: AttributeOptions = {}): RunScore {
  return scoreReport(attributeRun(run, options), run.converted.positionOf, run.label);
}
