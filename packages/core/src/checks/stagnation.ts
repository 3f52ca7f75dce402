import type { StagnationVerdict } from '@agent-attribution/semantic-conventions';

import { requireInRange, requireWholeNumber } from '../configuration-error.js';
import { countOf } from '../plain/values.js';

/** What a turn did, in fingerprints of its tool calls (see `toolFingerprint`); empty when it called no tool. */
export interface FingerprintedTurn {
  readonly fingerprints: readonly string[];
}

export interface StagnationConfig {
  /** Default true. */
  readonly enabled?: boolean | undefined;
  /** Turns with tool calls that are looked at, the newest. 2 to 50, default 5. */
  readonly windowSize?: number | undefined;
  /** Share of repeated tool calls from which a run stagnates, inclusive. 0 to 1, default 0.6. */
  readonly repetitionThreshold?: number | undefined;
  /** Whether a sequence of turns that occurs twice in a row counts too. Default true. */
  readonly cycleDetection?: boolean | undefined;
  /** How often the agent is admonished before its run is ended. Default 1. */
  readonly maxCorrections?: number | undefined;
  /** Below as many turns with tool calls nothing is said. 1 to `windowSize`, default 2. */
  readonly minToolTurns?: number | undefined;
  /** How often this run was admonished already. Default 0. */
  readonly correctionsInjected?: number | undefined;
}

export interface StagnationResult {
  readonly verdict: StagnationVerdict;
  /** Null when there is no stagnation; a cycle is named before mere repetition. */
  readonly reason: 'tool_repetition' | 'cycle_detection' | null;
  /** Tool calls that repeat an earlier one of the window, over all of them. */
  readonly repetitionRatio: number;
  /** Length in turns of the shortest sequence that just occurred twice in a row; null without a cycle. */
  readonly cycleLength: number | null;
  /** Fingerprints that occur more than once, sorted. */
  readonly repeatedTools: readonly string[];
  /** What to tell the agent; present if and only if the verdict is `inject_prompt`. */
  readonly correctiveMessage: string | null;
}

/**
 * Whether an agent goes round in circles: it repeats tool calls with the same arguments, or a sequence of turns.
 *
 * @throws ConfigurationError when a setting is out of its range.
 * @example
 * detectStagnation(turns, { correctionsInjected: 1 }).verdict; // 'terminate' when it still stagnates
 */
export function detectStagnation(
  turns: readonly FingerprintedTurn[],
  config: StagnationConfig = {},
): StagnationResult {
  const { windowSize = 5, minToolTurns = 2, repetitionThreshold = 0.6, maxCorrections = 1 } = config;
  const { enabled = true, cycleDetection = true, correctionsInjected = 0 } = config;
  requireWholeNumber('windowSize', windowSize, 2, 50);
  requireWholeNumber('minToolTurns', minToolTurns, 1, windowSize);
  requireInRange('repetitionThreshold', repetitionThreshold, 0, 1);
  requireWholeNumber('maxCorrections', maxCorrections, 0, Infinity);

  const toolTurns = turns.filter((turn) => turn.fingerprints.length > 0);
  if (!enabled || toolTurns.length < minToolTurns) return NO_STAGNATION;

  const window = toolTurns.slice(-windowSize);
  const counts = countOf(window.flatMap((turn) => turn.fingerprints));
  const calls = [...counts.values()];
  const repetitionRatio =
    calls.reduce((sum, count) => sum + count - 1, 0) / calls.reduce((sum, count) => sum + count, 0);
  const cycleLength = cycleDetection ? shortestCycle(window.map(turnKey)) : null;
  if (repetitionRatio < repetitionThreshold && cycleLength === null)
    return { ...NO_STAGNATION, repetitionRatio };

  const repeatedTools = [...counts].filter(([, count]) => count > 1).map(([fingerprint]) => fingerprint);
  repeatedTools.sort();
  const canCorrect = correctionsInjected < maxCorrections;
  return {
    verdict: canCorrect ? 'inject_prompt' : 'terminate',
    reason: cycleLength === null ? 'tool_repetition' : 'cycle_detection',
    repetitionRatio,
    cycleLength,
    repeatedTools,
    correctiveMessage: canCorrect
      ? `These tool calls were made more than once with the same arguments: ${repeatedTools.join(', ')}. ` +
        'Repeating them gives nothing new: use what they returned, try another way, or state what is missing.'
      : null,
  };
}

const NO_STAGNATION: StagnationResult = {
  verdict: 'no_stagnation',
  reason: null,
  repetitionRatio: 0,
  cycleLength: null,
  repeatedTools: [],
  correctiveMessage: null,
};

/** Which calls a turn made, whatever their order. */
export function turnKey(turn: FingerprintedTurn): string {
  return JSON.stringify([...turn.fingerprints].sort());
}

function shortestCycle(turns: readonly string[]): number | null {
  for (let length = 2; length <= turns.length / 2; length++) {
    const last = turns.slice(-length);
    const before = turns.slice(-2 * length, -length);
    if (last.every((turn, index) => turn === before[index])) return length;
  }
  return null;
}
