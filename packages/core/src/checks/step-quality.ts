import type {
  QualityVerdict,
  StagnationVerdict,
  TerminationReason,
} from '@agent-attribution/semantic-conventions';

export interface StepToClassify {
  readonly terminationReason: TerminationReason;
  readonly turns: readonly {
    /** Why the model stopped, as the provider says it. */
    readonly finishReason?: string | undefined;
    readonly toolCallCount: number;
  }[];
  /** What the stagnation check of the step said, if one ran. */
  readonly stagnationVerdict?: StagnationVerdict | undefined;
  /** Position of the step in its run. Default 0. */
  readonly stepIndex?: number | undefined;
  /** Number of the step's first turn in its run. Default 1. */
  readonly firstTurn?: number | undefined;
}

export interface StepQualityConfig {
  /** Confidence when a rule decides. Default 0.7; a stagnation that ended the run is certain. */
  readonly ruleMatchedConfidence?: number | undefined;
  /** Confidence when none does. Default 0.5. */
  readonly fallbackConfidence?: number | undefined;
}

export interface StepQualitySignal {
  readonly quality: QualityVerdict;
  /** 0..1. */
  readonly confidence: number;
  readonly reason: string;
  readonly stepIndex: number;
  /** Numbers of the step's first and last turn. */
  readonly turnRange: { readonly start: number; readonly end: number };
}

/**
 * Whether a step did right, by rules alone, the first that fits: a stagnation that ended it or an error make it
 * incorrect, a completed step that used tools is correct, and of everything else nothing can be said.
 */
export function classifyStepQuality(
  step: StepToClassify,
  { ruleMatchedConfidence = 0.7, fallbackConfidence = 0.5 }: StepQualityConfig = {},
): StepQualitySignal {
  const { turns, terminationReason, stagnationVerdict, stepIndex = 0, firstTurn = 1 } = step;
  const signal = (quality: QualityVerdict, confidence: number, reason: string): StepQualitySignal => ({
    quality,
    confidence,
    reason,
    stepIndex,
    turnRange: { start: firstTurn, end: firstTurn + Math.max(0, turns.length - 1) },
  });

  if (stagnationVerdict === 'terminate') return signal('incorrect', 1, 'Step ended by stagnation');
  if (terminationReason === 'error')
    return signal('incorrect', ruleMatchedConfidence, 'Step ended with an error');
  if (turns.at(-1)?.finishReason === 'error') {
    return signal('incorrect', ruleMatchedConfidence, 'Last turn ended with an error');
  }
  const calledTools = turns.some((turn) => turn.toolCallCount > 0);
  if (terminationReason === 'completed' && calledTools) {
    return signal('correct', ruleMatchedConfidence, 'Step completed with tool calls');
  }
  if (turns.length === 0) return signal('neutral', fallbackConfidence, 'Empty step (no turns executed)');
  if (terminationReason === 'completed') {
    return signal('neutral', fallbackConfidence, 'Step completed without tool calls');
  }
  return signal('neutral', fallbackConfidence, `Exploratory step (ended by ${terminationReason})`);
}

export interface AccuracyEffort {
  /** Steps classified as correct, over all. */
  readonly accuracy: number;
  readonly effort: number;
  readonly ratio: number;
}

/** Accuracy gained per effort, in the unit of `effort`; null without steps or without a positive effort. */
export function accuracyEffortRatio(
  signals: readonly Pick<StepQualitySignal, 'quality'>[],
  effort: number,
): AccuracyEffort | null {
  if (signals.length === 0 || !(effort > 0)) return null;
  const accuracy = signals.filter(({ quality }) => quality === 'correct').length / signals.length;
  return { accuracy, effort, ratio: accuracy / effort };
}
