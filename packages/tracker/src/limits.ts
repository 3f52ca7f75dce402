/** Sizes of what is stored. Whatever is larger is cut, never refused: a run with a huge prompt is still a run. */
export const LIMITS = {
  /** Spans kept of one trace; those the report points at come first. */
  spansPerTrace: 20_000,
  /** Characters of a name or an id. */
  nameChars: 256,
  /** Characters of an error or another free text. */
  textChars: 500,
  /** Characters of one text inside a span's attributes. */
  attributeChars: 2_000,
  /** Characters of a span's attributes as JSON. */
  attributesChars: 16_384,
  /** Items of any list in a report. */
  reportItems: 1_000,
} as const;

/** The text up to the limit; a character that is two code units is not split. */
export function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const last = text.charCodeAt(maxChars - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splits ? maxChars - 1 : maxChars);
}
