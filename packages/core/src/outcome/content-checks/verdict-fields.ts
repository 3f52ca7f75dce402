import { isRecord, parseJson } from '../../conventions/read.js';

/** Fields that hold a verdict, with what they say where it is against the work. */
const FIELDS: readonly (readonly [name: RegExp, isAgainst: (value: unknown) => boolean])[] = [
  [
    /^(?:is_?)?(?:approved?|accepted?|pass(?:ed)?|valid|ok|correct|success)$/i,
    (value) => value === false || isNo(value),
  ],
  [/^(?:is_?)?(?:rejected|failed)$|^(?:needs?_?)(?:revision|rework|changes)$/i, (value) => value === true],
  [/^(?:verdict|decision|judge?ment|review|outcome|assessment|status|result)$/i, (value) => isNo(value)],
];

const NO =
  /^(?:no|fail(?:ed|ure)?|reject(?:ed)?|revise|redo|rework|retry|denied|declined|not[ _-](?:ok|approved|accepted|valid)|(?:needs?|requires?|request(?:ed)?)[ _-](?:changes|revision|rework|work)|changes[ _-]requested|invalid|incorrect|nok|ko|❌|✗|✘)$/i;

const isNo = (value: unknown): boolean => typeof value === 'string' && NO.test(value.trim());

/** A field that says no, as reviewers write it who answer with an object; undefined where there is none. */
export function negativeVerdict(text: string): string | undefined {
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  if (from === -1 || to < from) return undefined;
  const value = parseJson(text.slice(from, to + 1));
  if (!isRecord(value)) return undefined;
  const isAgainst = Object.entries(value).some(([name, content]) =>
    FIELDS.some(([field, says]) => field.test(name) && says(content)),
  );
  return isAgainst ? text.slice(from, to + 1) : undefined;
}
