import type { Step } from '../graph/step.js';

/** One earlier run of the same task or route, and what was done in it. */
export interface SpectrumRun {
  readonly failed: boolean;
  /** The signatures of its actions; how often one occurs does not matter. */
  readonly signatures: Iterable<string>;
}

/** Suspiciousness, 0..1, by the signature of an action. */
export type Spectrum = ReadonlyMap<string, number>;

/** `agent | tool | shape of the arguments`: the same for calls that differ in values only. */
export function actionSignatures(step: Step): readonly string[] {
  return step.actions.map((action) => `${step.agent}|${action.toolName}|${shapeOf(action.arguments())}`);
}

/**
 * Spectrum-based fault localisation: an action is as suspicious as its runs are the failed ones. Ochiai's coefficient
 * (Abreu, Zoeteweij and van Gemund, PRDC 2006): failed with it / sqrt(failed * all with it).
 */
export function buildSpectrum(runs: readonly SpectrumRun[]): Spectrum {
  const inFailed = new Map<string, number>();
  const inAll = new Map<string, number>();
  let failedRuns = 0;
  for (const { failed, signatures } of runs) {
    if (failed) failedRuns += 1;
    for (const signature of new Set(signatures)) {
      inAll.set(signature, (inAll.get(signature) ?? 0) + 1);
      if (failed) inFailed.set(signature, (inFailed.get(signature) ?? 0) + 1);
    }
  }
  const spectrum = new Map<string, number>();
  for (const [signature, all] of inAll) {
    const failed = inFailed.get(signature) ?? 0;
    spectrum.set(signature, failed === 0 ? 0 : failed / Math.sqrt(failedRuns * all));
  }
  return spectrum;
}

function shapeOf(text: string | undefined): string {
  if (text === undefined) return '?';
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return typeof value;
    return Array.isArray(value) ? 'array' : Object.keys(value).sort().join(',');
  } catch {
    return 'text';
  }
}
