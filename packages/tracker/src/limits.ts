import { limitText } from '@agent-attribution/core';

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
  /** Characters of the attributes of all spans of a trace: what comes after is kept without attributes. */
  traceAttributesChars: 16_777_216,
  /** Executions kept of one trace. */
  executionsPerTrace: 5_000,
  /** Errors and warnings kept of the responses of one execution. */
  notesPerExecution: 20,
  /** Characters of the evidence of a trace: beyond, tool results are cut, and a warning says so. */
  evidenceChars: 4_194_304,
  /** Items of any list in a report. */
  reportItems: 1_000,
} as const;

/** The text up to the limit, no character split. NUL, which not every database can keep, is left out. */
export function cut(text: string, maxChars: number): string {
  return limitText(text.includes('\0') ? text.replaceAll('\0', '') : text, maxChars);
}
