import { isRecord, parseJson } from '../conventions/read.js';
import type { AttributeValue } from '../span-view.js';

/** Longest result that is looked into: an error is short, and a long result is data. */
const MAX_RESULT_CHARS = 20_000;
const MAX_MESSAGE_CHARS = 500;

/** Texts that runtimes put in place of a result when a tool threw. */
const ERROR_TEXT =
  /^\s*(?:error(?: executing tool| running tool)?\s*[:(]|an error occurred|exception\s*:|traceback \(most recent call last\))/i;
/** Without one of these keys a record says nothing of an error, and need not be parsed. */
const TELLING_KEY = /"(?:error|status|statusCode|isError|is_error)"/;
/** Reports of executed code: anything but zero is a failure. */
const EXIT_CODE = /\bexit ?code:? *([1-9]\d*)\b/i;

/**
 * Whether a result that came back without an error status is an error all the same: MCP's `isError` (`is_error` in a
 * tool result block), `{error: …}`, `{status: "error"}`, a status code of 400 or more, an error text in place of the
 * result, a non-zero exit code.
 *
 * @returns what the result says about the error, or undefined when it is none
 */
export function softErrorIn(result: string | undefined): string | undefined {
  if (result === undefined || result.length > MAX_RESULT_CHARS) return undefined;
  const text = result.trimStart();
  if (text.startsWith('{')) return TELLING_KEY.test(text) ? errorInRecord(parseJson(text)) : undefined;
  if (ERROR_TEXT.test(text) || EXIT_CODE.test(text.slice(0, 200))) return text.slice(0, MAX_MESSAGE_CHARS);
  return undefined;
}

/** The same for a result that is still data, as a program has it before it is written on a span. */
export function softErrorOf(result: unknown): string | undefined {
  if (typeof result === 'string') return softErrorIn(result);
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return undefined;
  const plain: Record<string, AttributeValue> = { ...result };
  return errorInRecord(plain);
}

function errorInRecord(value: AttributeValue | undefined): string | undefined {
  if (!isRecord(value)) return undefined;
  const { error, status, isError, is_error: isErrorToo, statusCode, content, message } = value;
  const isFailure =
    isError === true ||
    isErrorToo === true ||
    (error !== undefined && error !== null && error !== false && error !== '') ||
    (typeof status === 'string' && /^(?:error|failed|failure)$/i.test(status)) ||
    (typeof status === 'number' && status >= 400 && status < 600) ||
    (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 600);
  if (!isFailure) return undefined;
  return (describe(error) ?? describe(message) ?? describe(content) ?? toJson(value)).slice(
    0,
    MAX_MESSAGE_CHARS,
  );
}

function describe(value: AttributeValue | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (Array.isArray(value)) return describe(value[0]);
  if (!isRecord(value)) return undefined;
  return describe(value['message']) ?? describe(value['text']) ?? toJson(value);
}

/** Data of a program may hold what JSON cannot: circles, big integers. */
function toJson(value: AttributeValue): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'an error that cannot be written down';
  }
}
