import type { StagnationVerdict } from '@agent-attribution/semantic-conventions';

import { requireInRange, requireWholeNumber } from '../configuration-error.js';
import { clamp } from '../plain/values.js';
import { turnKey, type FingerprintedTurn } from './stagnation.js';
import { toolNameOf } from './tool-fingerprint.js';

export interface QualityErosionConfig {
  /** Score from which a run erodes, inclusive. 0 to 1, default 0.5. */
  readonly threshold?: number | undefined;
  /** Turns with tool calls that are looked at, the newest. 2 to 50, default 10. */
  readonly windowSize?: number | undefined;
  /** How often this run was admonished already; one admonition is given. Default 0. */
  readonly correctionsInjected?: number | undefined;
}

export interface QualityErosionResult {
  readonly verdict: StagnationVerdict;
  readonly reason: 'quality_erosion' | null;
  /** `0.4 x duplicated + 0.4 x cyclomatic + 0.2 x dead`, 0..1. */
  readonly score: number;
  /** Share of turns that did exactly what an earlier one did. */
  readonly duplicated: number;
  /** By how much more different calls the second half makes than the first, 0..1. */
  readonly cyclomatic: number;
  /** Share of tool calls, of all turns but the last, whose tool is never used again. */
  readonly dead: number;
  /** Present if and only if the verdict is `inject_prompt`. */
  readonly correctiveMessage: string | null;
}

/**
 * Whether a run's work gets worse turn by turn: it repeats itself, branches out and leaves threads behind.
 *
 * @throws ConfigurationError when a setting is out of its range.
 */
export function qualityErosion(
  turns: readonly FingerprintedTurn[],
  { threshold = 0.5, windowSize = 10, correctionsInjected = 0 }: QualityErosionConfig = {},
): QualityErosionResult {
  requireInRange('threshold', threshold, 0, 1);
  requireWholeNumber('windowSize', windowSize, 2, 50);
  const window = turns.filter((turn) => turn.fingerprints.length > 0).slice(-windowSize);
  const duplicated = duplicatedShare(window);
  const cyclomatic = branchGrowth(window);
  const dead = deadShare(window);
  const score = clamp(0.4 * duplicated + 0.4 * cyclomatic + 0.2 * dead, 0, 1);
  const parts = { score, duplicated, cyclomatic, dead };
  // Without turns there is nothing that could erode, whatever the threshold.
  if (window.length === 0 || score < threshold) {
    return { verdict: 'no_stagnation', reason: null, ...parts, correctiveMessage: null };
  }
  const canCorrect = correctionsInjected < 1;
  return {
    verdict: canCorrect ? 'inject_prompt' : 'terminate',
    reason: 'quality_erosion',
    ...parts,
    correctiveMessage: canCorrect
      ? 'The last turns repeat earlier work or start new threads without finishing them: finish one thread first.'
      : null,
  };
}

function duplicatedShare(turns: readonly FingerprintedTurn[]): number {
  if (turns.length < 2) return 0;
  return 1 - new Set(turns.map(turnKey)).size / turns.length;
}

function branchGrowth(turns: readonly FingerprintedTurn[]): number {
  if (turns.length < 4) return 0;
  const middle = Math.floor(turns.length / 2);
  const first = distinctCalls(turns.slice(0, middle));
  return clamp((distinctCalls(turns.slice(middle)) - first) / first, 0, 1);
}

function deadShare(turns: readonly FingerprintedTurn[]): number {
  if (turns.length < 3) return 0;
  const usedLater = new Set(turns.at(-1)?.fingerprints.map(toolNameOf));
  let calls = 0;
  let dead = 0;
  for (const { fingerprints } of turns.slice(0, -1).toReversed()) {
    const names = fingerprints.map(toolNameOf);
    calls += names.length;
    dead += names.filter((name) => !usedLater.has(name)).length;
    for (const name of names) usedLater.add(name);
  }
  return dead / calls;
}

function distinctCalls(turns: readonly FingerprintedTurn[]): number {
  return new Set(turns.flatMap((turn) => turn.fingerprints)).size;
}
