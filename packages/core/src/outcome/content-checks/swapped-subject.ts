import type { ContentRun, Work } from './content-check.js';

/** What a run is about is named at the beginning of its question and of its material. */
const MAX_QUESTION_CHARS = 300;
const MAX_MATERIAL_CHARS = 1200;

const MIN_NAME_CHARS = 3;
const MAX_NAME_CHARS = 24;
const CONTEXT_CHARS = 3;

/** Scripts without capitals: elsewhere names show by themselves. */
const UNCASED = /[\p{Lo}]{2}/u;
const BOUNDARY = /[\n\p{P}\p{S}\d]/u;

export interface Swap {
  readonly subject: string;
  readonly stranger: string;
}

/**
 * For scripts that write names without capitals: the longest piece that the question and what the tools returned share is
 * what the run is about. Where it is gone from an output, and something never seen stands between the very signs that it
 * stood between, that is another's name.
 */
export function swappedSubject(work: Work, run: ContentRun): Swap | undefined {
  const text = work.gave.text;
  const subject = subjectOf(run);
  if (subject === undefined || !UNCASED.test(subject) || text.includes(subject)) return undefined;
  for (const source of [run.question, work.asked, work.given.text.slice(0, MAX_MATERIAL_CHARS)]) {
    for (let at = source.indexOf(subject); at !== -1; at = source.indexOf(subject, at + 1)) {
      const after = source.slice(at + subject.length, at + subject.length + CONTEXT_CHARS);
      const before = source.slice(Math.max(0, at - CONTEXT_CHARS), at);
      const stranger = pieceBefore(text, after) ?? pieceAfter(text, before, after);
      if (stranger !== undefined && isNew(stranger, work, run)) return { subject, stranger };
    }
  }
  return undefined;
}

/** From where a line, or a sentence, begins up to the signs that stood behind the subject. */
function pieceBefore(text: string, after: string): string | undefined {
  if (after.length < CONTEXT_CHARS || BOUNDARY.test(after.slice(0, 2))) return undefined;
  const to = text.indexOf(after);
  if (to <= 0) return undefined;
  const piece = text.slice(Math.max(0, to - MAX_NAME_CHARS - 1), to);
  return named(piece.split(BOUNDARY).at(-1));
}

/** From the signs that stood before the subject up to the first that stood behind it. */
function pieceAfter(text: string, before: string, after: string): string | undefined {
  const close = after.slice(0, 1);
  if (before.length < 2 || close === '' || BOUNDARY.test(before)) return undefined;
  const from = text.indexOf(before);
  if (from === -1) return undefined;
  const piece = text.slice(from + before.length, from + before.length + MAX_NAME_CHARS + 1);
  const to = piece.indexOf(close);
  return to === -1 ? undefined : named(piece.slice(0, to).split(BOUNDARY)[0]);
}

function named(piece: string | undefined): string | undefined {
  const name = piece?.trim() ?? '';
  return name.length >= MIN_NAME_CHARS && name.length <= MAX_NAME_CHARS ? name : undefined;
}

/** No word of it, of scripts without spaces no pair of signs but at its end, was there before: names share "shop", "Ltd". */
function isNew(name: string, work: Work, { works, question }: ContentRun): boolean {
  const known = [question, work.asked, work.given.text, work.results.text];
  for (const other of works.slice(0, work.index)) known.push(other.given.text, other.gave.text);
  const parts = name.includes(' ') ? name.split(' ') : pairs(name).slice(0, -1);
  const unknown = parts.filter((part) => !known.some((text) => text.includes(part)));
  return unknown.length > 0 && unknown.length >= parts.length - 1;
}

const pairs = (name: string): readonly string[] =>
  Array.from(name)
    .slice(1)
    .map((sign, index) => `${Array.from(name)[index] ?? ''}${sign}`);

const subjects = new WeakMap<ContentRun, { readonly name: string | undefined }>();

/** What the question and what the tools returned first share, as a name: in any script, found once. */
export function subjectOf(run: ContentRun): string | undefined {
  const known = subjects.get(run);
  if (known !== undefined) return known.name;
  const material =
    run.works.find(({ ranTool, results }) => ranTool && results.text !== '')?.results.text ?? '';
  const shared = longestShared(
    run.question.slice(0, MAX_QUESTION_CHARS),
    material.slice(0, MAX_MATERIAL_CHARS),
  );
  const name = UNCASED.test(shared) ? shared.replaceAll(AT_EDGES, '') : CAPITALISED.exec(shared)?.[0];
  const isName = name !== undefined && name.length >= MIN_NAME_CHARS && !/\d/.test(name);
  const found = { name: isName ? name : undefined };
  subjects.set(run, found);
  return found.name;
}

const AT_EDGES = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu;

/** From the first word with a capital to the last one, two at least. */
const CAPITALISED =
  /(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}'’-]*(?:[ \u00a0].*)?[ \u00a0]\p{Lu}[\p{L}\p{M}'’-]*(?![\p{L}\p{M}])/u;

function longestShared(one: string, other: string): string {
  let best = '';
  for (let from = 0; from < one.length; from++) {
    let length = Math.max(best.length + 1, MIN_NAME_CHARS);
    while (from + length <= one.length && other.includes(one.slice(from, from + length))) {
      best = one.slice(from, from + length);
      length += 1;
    }
  }
  return best;
}
