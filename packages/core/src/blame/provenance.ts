import type { ObservedRun, ObservedStep } from './observe-run.js';

/** Who first brought in what the run's own answer rests on. */
export interface Provenance {
  /** Per step: how many of the answer's entities it was the first to name, and which share of them that is. */
  readonly answerCount: readonly number[];
  readonly answerShare: readonly number[];
}

/** The answer rests on its last messages: the one that draws the conclusion and the one that it concludes from. */
const ANSWER_MESSAGES = 2;

/** A shorter message is an end mark or a nod. */
const MIN_SUBSTANTIVE_WORDS = 8;

/**
 * Traces each entity of the run's answer to the step that named it first. What the question names is no finding and is
 * left out, whoever repeats it.
 */
export function provenanceOf(run: ObservedRun): Provenance {
  const answer = answerEntities(run);
  const seen = new Set(run.question.entities);
  const answerCount = run.steps.map(({ parts }) => {
    let count = 0;
    for (const entity of parts.entities) {
      if (seen.has(entity)) continue;
      seen.add(entity);
      if (answer.has(entity)) count += 1;
    }
    return count;
  });
  return { answerCount, answerShare: answerCount.map((count) => count / Math.max(1, answer.size)) };
}

function answerEntities(run: ObservedRun): ReadonlySet<string> {
  const answer = new Set(run.answer.entities);
  for (const { parts } of run.steps.filter(isSubstantive).slice(-ANSWER_MESSAGES)) {
    for (const entity of parts.entities) answer.add(entity);
  }
  for (const entity of run.question.entities) answer.delete(entity);
  return answer;
}

/** Says something about the task: no bare end mark and no orchestrator's bookkeeping. */
function isSubstantive({ isWorker, parts }: ObservedStep): boolean {
  return isWorker && parts.wordCount >= MIN_SUBSTANTIVE_WORDS;
}
