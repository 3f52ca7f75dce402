import { canonicalJson } from '../plain/canonical-json.js';
import { isPlainObject, isTruthy, mean, ownValue } from '../plain/values.js';
import { limitText } from '../redaction/limit-text.js';
import { containsPhrase, spokenText } from './spoken-text.js';

const FEWEST_WORDS = 5;
const MOST_WORDS = 5000;
const MAX_ERROR_LENGTH = 500;

const REFUSAL_PHRASES: readonly string[] = [
  'I cannot',
  "I can't",
  "I'm unable to",
  "I don't have access",
  'I apologize, but',
  'Unfortunately, I cannot',
];

const HALLUCINATION_PHRASES: readonly string[] = [
  "I don't actually have",
  'I made that up',
  'I apologize for the confusion',
  'that was incorrect',
  'I was mistaken',
];

export interface ResponseValidation {
  /** No errors; warnings never make a response invalid. */
  readonly isValid: boolean;
  /** Mean score of the checks that had something to say, 0..1. */
  readonly qualityScore: number;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly metrics: {
    /** Characters of the content; 0 when it is no text. */
    readonly contentLength: number;
    /** Absent when the content is no text. */
    readonly wordCount?: number;
    /** Absent when the content does not look like JSON. */
    readonly jsonValid?: boolean;
  };
}

interface Check {
  readonly score: number;
  readonly error?: string;
  readonly warning?: string;
}

/**
 * Six cheap checks of a model's response: is there any, is it an error, does it refuse, is its length plausible, does
 * it parse if it looks like JSON, does it take something back. A check without a finding says nothing, except those of
 * presence, length and JSON, which score 1 when all is well.
 *
 * Phrases count in any case and with any apostrophe, but not inside a quotation or code: an assistant that quotes a
 * refusal does not refuse. JSON is searched as it is.
 *
 * @param response The text, or an object with `content` and perhaps `error` (an `error` of null is none).
 * @example
 * validateResponse('I cannot help with that request today.').qualityScore; // 0.8333…
 */
export function validateResponse(response: unknown): ResponseValidation {
  const fields = isPlainObject(response) ? response : {};
  const content = contentOf(response);
  const text = typeof content === 'string' ? content : undefined;
  const wordCount = text === undefined ? undefined : countWords(text);
  const jsonValid = text === undefined ? undefined : parsesAsJson(text);

  const checks: (Check | undefined)[] = [presence(content), reportedError(ownValue(fields, 'error'))];
  if (text !== undefined && wordCount !== undefined) {
    const spoken = jsonValid === undefined ? spokenText(text) : text;
    checks.push(
      containsPhrase(spoken, REFUSAL_PHRASES)
        ? { score: 0.5, warning: 'Response contains refusal language' }
        : undefined,
      plausibleLength(wordCount),
      jsonValid === undefined ? undefined : jsonCheck(jsonValid),
      containsPhrase(spoken, HALLUCINATION_PHRASES)
        ? { score: 0.7, warning: 'Response contains possible hallucination indicators' }
        : undefined,
    );
  }

  const ran = checks.filter((check) => check !== undefined);
  const errors = ran.flatMap(({ error }) => error ?? []);
  return {
    isValid: errors.length === 0,
    qualityScore: mean(ran.map(({ score }) => score)) ?? 0,
    errors,
    warnings: ran.flatMap(({ warning }) => warning ?? []),
    metrics: {
      contentLength: text?.length ?? 0,
      ...(wordCount !== undefined && { wordCount }),
      ...(jsonValid !== undefined && { jsonValid }),
    },
  };
}

/** A response without content has empty content; one whose content is null has none that could be measured. */
function contentOf(response: unknown): unknown {
  if (typeof response === 'string') return response;
  return isPlainObject(response) && Object.hasOwn(response, 'content') ? (response['content'] ?? null) : '';
}

function presence(content: unknown): Check {
  const isEmpty = typeof content === 'string' ? content.trim() === '' : !isTruthy(content);
  return isEmpty ? { score: 0, error: 'Response is empty' } : { score: 1 };
}

function reportedError(error: unknown): Check | undefined {
  if (error === undefined) return undefined;
  const value = limitText(typeof error === 'string' ? error : canonicalJson(error), MAX_ERROR_LENGTH);
  return { score: 0, error: `LLM returned error: ${value}` };
}

function plausibleLength(wordCount: number): Check {
  if (wordCount < FEWEST_WORDS)
    return { score: 0.6, warning: `Response is very short (< ${FEWEST_WORDS} words)` };
  if (wordCount > MOST_WORDS) return { score: 0.8, warning: `Response is very long (> ${MOST_WORDS} words)` };
  return { score: 1 };
}

function jsonCheck(isJson: boolean): Check {
  if (isJson) return { score: 1 };
  // The parser's own message differs between engines and quotes the content, so it is not passed on.
  return { score: 0, error: 'Invalid JSON response: it begins like JSON but does not parse' };
}

/** Undefined when the text does not begin like JSON. */
function parsesAsJson(text: string): boolean | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return undefined;
  try {
    JSON.parse(trimmed);
    return true;
  } catch {
    return false;
  }
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
