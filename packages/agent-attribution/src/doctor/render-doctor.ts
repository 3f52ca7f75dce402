import type { DoctorReport } from '../commands/doctor.js';
import type { Palette } from '../render/palette.js';
import { tableLines } from '../render/table.js';
import { integer, percent } from '../render/units.js';
import type { SpanTally } from './tally-runs.js';

/** What `doctor` prints on a terminal: what is there, then what is to be done about it. */
export function renderDoctor({ facts, conventions, runs, findings }: DoctorReport, palette: Palette): string {
  const rows: (readonly string[])[] = [
    ['node', facts.nodeVersion],
    ...facts.apiCopies.map(({ version, owner }) => [`@opentelemetry/api (${owner})`, version]),
    ['tracer provider', facts.provider],
    ...facts.instrumentations.map(({ name, version, note }) => [
      name,
      `${version}, ${note === undefined ? 'switched on by register' : 'on request only'}`,
    ]),
    ...facts.destinations.map(({ url, answers }) => [
      'sends to',
      `${url} ${answers === true ? palette.good('answers') : palette.bad('does not answer')}`,
    ]),
    ...(conventions === null ? [] : spanRows(conventions, 'trace file')),
    ...(runs === null ? [] : spanRows(runs, 'tracker')),
  ];
  const lines = findings.map(
    ({ severity, text, fix }) =>
      `${severity === 'fix' ? palette.bad('fix ') : palette.warn('note')}  ${text} ${palette.faint('→')} ${fix}`,
  );
  return [
    ...tableLines([{ title: 'what' }, { title: 'is' }], rows, palette.strong),
    '',
    ...(lines.length === 0 ? [palette.good('all is well')] : lines),
  ].join('\n');
}

/** What the spans seen look like: those of a file, or those of the newest runs of a tracker. */
function spanRows(tally: SpanTally, source: string): readonly (readonly string[])[] {
  const { traceCount, spanCount, byConvention, unknownSpans, missingParents } = tally;
  const share = (count: number): string => percent(count / Math.max(1, spanCount));
  return [
    [source, `${integer(traceCount)} traces, ${integer(spanCount)} spans`],
    ...Object.entries(byConvention).map(([name, count]) => [`spans of ${name}`, integer(count)]),
    ['spans of unknown kind', share(unknownSpans.count)],
    ['spans without their parent', share(missingParents)],
    ['calls with content', tally.contentShare === null ? 'no calls' : percent(tally.contentShare)],
    ['tokens reported twice', integer(tally.doubleCountedTokens)],
  ];
}
