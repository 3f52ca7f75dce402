import { analyzeRun } from './analysis.js';
import { actionSignatures, buildSpectrum } from './blame/spectrum.js';
import type { Spectrum, SpectrumRun } from './blame/spectrum.js';
import type { SpanView } from './span-view.js';

/** The spectrum of a corpus, and what it was made of. */
export interface CorpusSpectrum {
  readonly spectrum: Spectrum;
  readonly failed: number;
  readonly passed: number;
  /** Runs of which nothing tells how they went; they count for neither side. */
  readonly unknown: number;
}

/**
 * How suspicious each action is over runs of the same task or route, of which some failed and some did not. What failed
 * is what the trace itself says, by its outcome.
 *
 * @example
 * const { spectrum } = spectrumOf(traces);
 * attributeTrace(trace, { spectrum });
 */
export function spectrumOf(traces: Iterable<readonly SpanView[]>): CorpusSpectrum {
  const runs: SpectrumRun[] = [];
  let unknown = 0;
  for (const spans of traces) {
    const { result, steps } = analyzeRun(spans);
    if (result.outcome === 'unknown') {
      unknown += 1;
      continue;
    }
    runs.push({ failed: result.outcome !== 'success', signatures: steps.steps.flatMap(actionSignatures) });
  }
  const failed = runs.filter((run) => run.failed).length;
  return { spectrum: buildSpectrum(runs), failed, passed: runs.length - failed, unknown };
}

/** What was done in one run, as `spectrumOf` compares it: `agent | tool | shape of the arguments`, each once. */
export function actionsOf(spans: readonly SpanView[]): ReadonlySet<string> {
  return new Set(analyzeRun(spans).steps.steps.flatMap(actionSignatures));
}
