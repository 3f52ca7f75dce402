import type { Step, StepSequence } from '../graph/step.js';
import { ERROR, PLACEHOLDER } from './lexicon.js';
import { hasFencedCode, textParts } from './text.js';
import type { TextParts } from './text.js';

/** A step as the features see it, each of its texts read once. Without content only what the structure shows is set. */
export interface ObservedStep {
  readonly step: Step;
  readonly isWorker: boolean;
  /** Whether its message is known. */
  readonly isRead: boolean;
  /** A tool, or code, was run. */
  readonly ran: boolean;
  readonly writesCode: boolean;
  readonly failed: boolean;
  /** What was run worked and returned nothing. */
  readonly cameBackEmpty: boolean;
  readonly parts: TextParts;
  /** Stands in for something real: a made-up value, a simulation, an example. */
  readonly hasPlaceholder: boolean;
  readonly tellsError: boolean;
}

export interface ObservedRun {
  readonly steps: readonly ObservedStep[];
  readonly hasOrchestrator: boolean;
  readonly question: TextParts;
  readonly answer: TextParts;
  /** False when the features may look at structure only. */
  readonly readsContent: boolean;
}

const NOTHING: TextParts = { entities: new Set(), wordCount: 0 };

const EMPTY_VALUE = /^(?:none|null|nan|undefined|\[\s*\]|\{\s*\}|""|'')?$/i;

/** What executors print before what the code itself printed. */
const EXECUTOR_PREAMBLE = /^\s*exit ?code: *\d+[^\n]*\n?\s*(?:(?:code )?output:)?/i;

export function observeRun(sequence: StepSequence, metadataOnly: boolean): ObservedRun {
  const read = (text: string | undefined): TextParts =>
    metadataOnly || text === undefined ? NOTHING : textParts(text);
  const messages = sequence.steps.map((step) => (metadataOnly ? undefined : step.message()));
  return {
    steps: sequence.steps.map((step, index) => observeStep(step, messages[index], !metadataOnly)),
    hasOrchestrator: sequence.steps.some(({ role }) => role === 'orchestrator'),
    question: metadataOnly ? NOTHING : read(sequence.question()),
    answer: metadataOnly ? NOTHING : read(sequence.answer()),
    readsContent: !metadataOnly,
  };
}

function observeStep(step: Step, message: string | undefined, readsContent: boolean): ObservedStep {
  const text = message ?? '';
  const saysNothing = text === '';
  const { actions } = step;
  return {
    step,
    isWorker: step.role === 'worker',
    isRead: message !== undefined,
    ran: actions.length > 0,
    writesCode: !saysNothing && hasFencedCode(text),
    failed: actions.some((action) => action.failed),
    cameBackEmpty: readsContent && actions.some((action) => !action.failed && isEmpty(action.result())),
    parts: saysNothing ? NOTHING : textParts(text),
    hasPlaceholder: !saysNothing && PLACEHOLDER.test(text),
    tellsError: !saysNothing && ERROR.test(text),
  };
}

function isEmpty(result: string | undefined): boolean {
  if (result === undefined || result.length > 200) return false;
  return EMPTY_VALUE.test(result.replace(EXECUTOR_PREAMBLE, '').trim());
}
