/** Longest free text that we write ourselves. */
const MAX_CHARS = 500;

export function ownText(text: string | undefined): string | undefined {
  return text?.slice(0, MAX_CHARS);
}
