import { attributeTrace } from '@agent-attribution/core';
import type { AttributionReport } from '@agent-attribution/core';
import { groupByTrace } from '@agent-attribution/otlp';
import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { parseArguments, parseNumber } from '../command-line.js';
import { paletteFor } from '../render/palette.js';
import { renderMarkdown } from '../render/report-markdown.js';
import { renderReport } from '../render/report-text.js';
import { readInput } from './read-input.js';
import { TRACE_FORMATS } from './trace-formats.js';
import type { TraceFormat } from './trace-formats.js';

const OPTIONS = {
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  format: { type: 'string', default: 'auto' },
  'fail-on': { type: 'string', default: '0' },
} as const;

export async function analyze(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments('analyze', args, OPTIONS);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new CommandError('analyze takes one file, folder or -', 2);
  if (values.json === true && values.markdown === true) {
    throw new CommandError('--json and --markdown cannot both be wanted', 2);
  }
  const failOn = parseNumber('fail-on', values['fail-on'], 0, 1);
  const { spans, warnings } = await readInput(path, parseFormat(values.format), terminal);
  for (const warning of warnings) terminal.stderr.write(`agent-attribution: ${warning}\n`);

  const reports = [...groupByTrace(spans).values()].map((trace) =>
    attributeTrace(trace, { completion: 'file' }),
  );
  terminal.stdout.write(`${render(reports, values, terminal)}\n`);
  const exitCode = exitCodeOf(reports, failOn);
  if (exitCode === 2) terminal.stderr.write('agent-attribution: nothing in this input tells who failed\n');
  return exitCode;
}

function parseFormat(text: string): TraceFormat {
  const format = TRACE_FORMATS.find((known) => known === text);
  if (format === undefined)
    throw new CommandError(`--format is one of ${TRACE_FORMATS.join(', ')}, not "${text}"`, 2);
  return format;
}

function render(
  reports: readonly AttributionReport[],
  { json, markdown }: { readonly json?: boolean | undefined; readonly markdown?: boolean | undefined },
  { stdout, env }: Terminal,
): string {
  const [only] = reports;
  if (json === true) return JSON.stringify(reports.length === 1 ? only : reports, null, 2);
  if (markdown === true) return reports.map(renderMarkdown).join('\n\n---\n\n');
  const palette = paletteFor(stdout, env);
  return reports
    .map((report) => renderReport(report, palette))
    .join(`\n\n${palette.faint('─'.repeat(72))}\n\n`);
}

/** 1 when a culprit is found at or above the confidence asked for, 2 when no trace tells anything, else 0. */
function exitCodeOf(reports: readonly AttributionReport[], failOn: number): number {
  if (reports.some(({ rootCause }) => rootCause !== null && rootCause.confidence >= failOn)) return 1;
  return reports.every(({ verdict }) => verdict === 'unverified') ? 2 : 0;
}
