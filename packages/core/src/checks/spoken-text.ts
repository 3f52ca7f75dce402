const APOSTROPHES = /[\u2018\u2019\u02bc\uff07\u00b4]/g;
/** An opening quotation mark stands at the start of a word; the closing one ends it; both lie in one line. */
const QUOTATION =
  /(?<![^\s([{])"[^\s"][^"\n]*"|\u201c[^\u201c\u201d\n]*\u201d|\u00ab[^\u00ab\u00bb\n]*\u00bb/g;
const CODE = /```[^`]*```|`[^`\n]*`/g;
const QUOTED_LINE = /^[ \t]*>.*$/gm;

/**
 * What a text says in its author's own voice: without quotations in double quotes or guillemets, code and quoted lines.
 * A text that is nothing but a quotation is spoken.
 */
export function spokenText(text: string): string {
  const spoken = text.replaceAll(CODE, ' ').replaceAll(QUOTED_LINE, ' ').replaceAll(QUOTATION, ' ');
  return /\w/.test(spoken) ? spoken : text;
}

/** Whether a text contains one of the phrases, in any case and with any apostrophe. */
export function containsPhrase(text: string, phrases: readonly string[]): boolean {
  const plain = text.replaceAll(APOSTROPHES, "'").toLowerCase();
  return phrases.some((phrase) => plain.includes(phrase.toLowerCase()));
}
