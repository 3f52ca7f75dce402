import { BLAME_PROFILES, attributeTrace, attributeTraceWithJudge, spectrumOf } from '@agent-attribution/core';
import type { AttributeOptions, AttributionReport, ProfileName, SpanView } from '@agent-attribution/core';
import { groupByTrace } from '@agent-attribution/otlp';
import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { parseArguments, parseNumber } from '../command-line.js';
import { judgeOf } from '../judge/judge-of.js';
import type { OpenAiJudge } from '../judge/openai-judge.js';
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
  judge: { type: 'string' },
  corpus: { type: 'boolean' },
  profile: { type: 'string' },
} as const;

export async function analyze(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments('analyze', args, OPTIONS);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new CommandError('analyze takes one file, folder or -', 2);
  if (values.json === true && values.markdown === true) {
    throw new CommandError('--json and --markdown cannot both be wanted', 2);
  }
  const failOn = parseNumber('fail-on', values['fail-on'], 0, 1);
  const profile = values.profile === undefined ? undefined : parseProfile(values.profile);
  const judge = judgeOf(values.judge, terminal);
  const { spans, warnings } = await readInput(path, parseFormat(values.format), terminal);
  for (const warning of warnings) terminal.stderr.write(`agent-attribution: ${warning}\n`);

  const traces = [...groupByTrace(spans).values()];
  const options: AttributeOptions = {
    completion: 'file',
    ...(profile !== undefined && { profile }),
    ...(values.corpus === true && { spectrum: corpusSpectrum(traces, terminal) }),
  };
  const reports = await attributeAll(traces, options, judge);
  if (judge !== undefined) tellUsage(judge, terminal);
  terminal.stdout.write(`${render(reports, values, terminal)}\n`);
  const exitCode = exitCodeOf(reports, failOn);
  if (exitCode === 2) terminal.stderr.write('agent-attribution: nothing in this input tells who failed\n');
  return exitCode;
}

async function attributeAll(
  traces: readonly (readonly SpanView[])[],
  options: AttributeOptions,
  judge: OpenAiJudge | undefined,
): Promise<readonly AttributionReport[]> {
  if (judge === undefined) return traces.map((trace) => attributeTrace(trace, options));
  const reports: AttributionReport[] = [];
  // One after the other: a judge is a service with limits.
  for (const trace of traces) reports.push(await attributeTraceWithJudge(trace, options, judge));
  return reports;
}

/** Without runs of both kinds nothing can be compared. */
function corpusSpectrum(
  traces: readonly (readonly SpanView[])[],
  { stderr }: Terminal,
): NonNullable<AttributeOptions['spectrum']> {
  const { spectrum, failed, passed, unknown } = spectrumOf(traces);
  if (failed === 0 || passed === 0) {
    throw new CommandError(
      `--corpus needs runs that failed and runs that succeeded; here are ${failed} and ${passed}, and ${unknown} of which nothing tells`,
      2,
    );
  }
  stderr.write(`agent-attribution: corpus of ${failed} failed and ${passed} successful runs\n`);
  return spectrum;
}

function tellUsage(judge: OpenAiJudge, { stderr }: Terminal): void {
  const { calls, inputTokens, outputTokens } = judge.usage();
  stderr.write(
    `agent-attribution: judge: ${calls} calls, ${inputTokens} tokens in, ${outputTokens} tokens out\n`,
  );
}

function parseFormat(text: string): TraceFormat {
  const format = TRACE_FORMATS.find((known) => known === text);
  if (format === undefined)
    throw new CommandError(`--format is one of ${TRACE_FORMATS.join(', ')}, not "${text}"`, 2);
  return format;
}

function parseProfile(text: string): ProfileName {
  const names = Object.values(BLAME_PROFILES).map(({ name }) => name);
  const profile = names.find((name) => name === text);
  if (profile === undefined)
    throw new CommandError(`--profile is one of ${names.join(', ')}, not "${text}"`, 2);
  return profile;
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
