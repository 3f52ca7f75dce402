import { containsNegation, sentencesOf, statedNumbers, withoutNegation, wordsOf } from './sentences.js';

export interface ConversationMessage {
  readonly role: 'assistant' | 'tool' | 'user' | 'system' | 'unknown';
  readonly text: string;
  /** Number of the turn the message belongs to. */
  readonly turn: number;
  /** For a tool result: the tool says that it failed. */
  readonly isError?: boolean | undefined;
  /** For a model's message: why it stopped. */
  readonly finishReason?: string | undefined;
}

export interface ConversationErrorConfig {
  /** Relative change of a stated number that counts as drift, exclusive. Default 0.05; above 0.5 is severe. */
  readonly driftThreshold?: number | undefined;
}

export interface ConversationFinding {
  readonly category:
    | 'logical_contradiction'
    | 'numerical_drift'
    | 'context_omission'
    | 'coordination_failure';
  readonly severity: 'low' | 'medium' | 'high';
  readonly description: string;
  readonly evidence: readonly string[];
  readonly turnRange: { readonly start: number; readonly end: number };
}

const FEWEST_WORDS_TO_CONTRADICT = 3;
const SEVERE_DRIFT = 0.5;
const FEWEST_TEXTS_TO_OMIT = 4;
const MANY_OMISSIONS = 3;

/**
 * Signs that a conversation went wrong, by plain rules: an assistant that denies what it said, states another value for
 * the same number, loses sight of names, or whose tools and turns failed. Hints for a person, not verdicts.
 */
export function detectConversationErrors(
  messages: readonly ConversationMessage[],
  { driftThreshold = 0.05 }: ConversationErrorConfig = {},
): ConversationFinding[] {
  const said = messages.filter(({ role, text }) => role === 'assistant' && text.trim() !== '');
  return [
    ...contradictions(said),
    ...numericalDrift(said, driftThreshold),
    ...contextOmission(said),
    ...coordinationFailures(messages),
  ];
}

function contradictions(said: readonly ConversationMessage[]): ConversationFinding[] {
  const findings: ConversationFinding[] = [];
  const stated = new Map<string, { sentence: string; negated: boolean; turn: number }>();
  for (const { text, turn } of said) {
    for (const sentence of sentencesOf(text)) {
      const words = wordsOf(sentence);
      const statement = withoutNegation(words).join(' ');
      if (sentence.endsWith('?') || withoutNegation(words).length < FEWEST_WORDS_TO_CONTRADICT) continue;
      const negated = containsNegation(words);
      const earlier = stated.get(statement);
      if (earlier === undefined) stated.set(statement, { sentence, negated, turn });
      else if (earlier.negated !== negated) {
        stated.set(statement, { sentence, negated, turn });
        findings.push({
          category: 'logical_contradiction',
          severity: 'high',
          description: 'A statement and its denial',
          evidence: [earlier.sentence, sentence],
          turnRange: { start: earlier.turn, end: turn },
        });
      }
    }
  }
  return findings;
}

function numericalDrift(said: readonly ConversationMessage[], threshold: number): ConversationFinding[] {
  const findings = new Map<string, ConversationFinding & { drift: number }>();
  const firstStated = new Map<string, { value: number; turn: number }>();
  for (const { text, turn } of said) {
    for (const { label, value } of sentencesOf(text).flatMap(statedNumbers)) {
      const first = firstStated.get(label);
      if (first === undefined) {
        firstStated.set(label, { value, turn });
        continue;
      }
      const drift = first.value === value ? 0 : Math.abs(value - first.value) / Math.abs(first.value);
      if (drift <= Math.max(threshold, findings.get(label)?.drift ?? 0)) continue;
      findings.set(label, {
        drift,
        category: 'numerical_drift',
        severity: drift > SEVERE_DRIFT ? 'high' : 'medium',
        description: `The value of "${label}" changed`,
        evidence: [String(first.value), String(value)],
        turnRange: { start: first.turn, end: turn },
      });
    }
  }
  return [...findings.values()].map(({ drift: _drift, ...finding }) => finding);
}

function contextOmission(said: readonly ConversationMessage[]): ConversationFinding[] {
  if (said.length < FEWEST_TEXTS_TO_OMIT) return [];
  const middle = Math.floor(said.length / 2);
  const later = new Set(said.slice(middle).flatMap(({ text }) => wordsOf(text)));
  const omitted = [...new Set(said.slice(0, middle).flatMap(({ text }) => namesIn(text)))]
    .filter((name) => !later.has(name.toLowerCase()))
    .sort();
  if (omitted.length === 0) return [];
  return [
    {
      category: 'context_omission',
      severity: omitted.length < MANY_OMISSIONS ? 'low' : 'medium',
      description: 'Names of the first half that the second half does not mention',
      evidence: omitted,
      turnRange: { start: said[0]?.turn ?? 0, end: said.at(-1)?.turn ?? 0 },
    },
  ];
}

/** Words that are capitalised although no sentence begins with them. */
function namesIn(text: string): string[] {
  return sentencesOf(text).flatMap((sentence) =>
    (sentence.match(/[\p{L}\d][\p{L}\d_-]*/gu) ?? []).slice(1).filter((word) => /^\p{Lu}.{2}/u.test(word)),
  );
}

function coordinationFailures(messages: readonly ConversationMessage[]): ConversationFinding[] {
  return messages.flatMap(({ role, text, turn, isError, finishReason }): ConversationFinding[] => {
    const toolFailed = role === 'tool' && isError === true;
    if (!toolFailed && finishReason !== 'error') return [];
    return [
      {
        category: 'coordination_failure',
        severity: toolFailed ? 'medium' : 'high',
        description: toolFailed ? 'A tool reported an error' : 'A turn ended with an error',
        evidence: [text],
        turnRange: { start: turn, end: turn },
      },
    ];
  });
}
