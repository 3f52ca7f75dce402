import type { DoctorReport } from '../commands/doctor.js';
import type { Palette } from '../render/palette.js';
import { tableLines } from '../render/table.js';

/** What `doctor` prints on a terminal: what is there, then what is to be done about it. */
export function renderDoctor({ facts, conventions, findings }: DoctorReport, palette: Palette): string {
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
    ...Object.entries(conventions?.byConvention ?? {}).map(([name, count]) => [
      `spans of ${name}`,
      String(count),
    ]),
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
