/** About 2,000 tokens: enough for a verdict, little in a context. */
export const MAX_ANSWER_CHARS = 8_000;

/**
 * A part of a long answer, with a last line that says how to get the next one. Ends between lines where it can.
 *
 * @param offset Characters that were read already.
 */
export function limitAnswer(text: string, offset: number, maxChars: number = MAX_ANSWER_CHARS): string {
  if (offset === 0 && text.length <= maxChars) return text;
  if (offset >= text.length) return `There is no more: the answer has ${text.length} characters.`;
  const whole = text.slice(offset, offset + maxChars);
  if (offset + whole.length === text.length) return whole;
  const lastLine = whole.lastIndexOf('\n');
  const part = lastLine > maxChars / 2 ? whole.slice(0, lastLine + 1) : withoutHalfCharacter(whole);
  const next = offset + part.length;
  return `${part.trimEnd()}\n… ${text.length - next} more characters: call again with offset ${next}`;
}

const withoutHalfCharacter = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, '');
