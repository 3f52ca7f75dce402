import type { AttributionReport } from '@agent-attribution/core';
import { likelySteps } from './likely-steps.js';
import { duration, integer, percent, usd } from './units.js';

/** A report as Markdown, for an issue, a pull request or a chat. */
export function renderMarkdown(report: AttributionReport): string {
  const { rootCause, contributions, evidence } = report;
  const lines = [`## ${escape(report.summary)}`, ''];
  if (rootCause !== null) {
    lines.push(
      `Confidence ${percent(rootCause.confidence)}, category \`${rootCause.failureCategory}\`, class \`${rootCause.failureAttribution}\`, span \`${rootCause.spanId}\`.`,
      '',
    );
  }
  lines.push(
    ...table(
      ['agent', 'outcome', 'blame', 'credit', 'tokens', 'cost', 'time', 'errors'],
      contributions.map((one) => [
        one.agentName,
        one.failureCategory ?? one.outcome,
        percent(one.blameShare),
        percent(one.creditShare),
        integer(one.tokenUsage),
        usd(one.costUsd),
        duration(one.durationMs),
        String(one.errors),
      ]),
    ),
  );
  const steps = likelySteps(report);
  if (steps.length > 0) {
    const rows = steps.map(({ probability, stepIndex, agent, spanId }) => [
      percent(probability),
      String(stepIndex),
      agent,
      spanId,
    ]);
    lines.push('', '### Most likely steps', '', ...table(['probability', 'step', 'agent', 'span'], rows));
  }
  if (evidence.length > 0) {
    lines.push('', '### Evidence', '');
    for (const { kind, spanId, text } of evidence) lines.push(`- **${kind}** \`${spanId}\`: ${escape(text)}`);
  }
  lines.push(
    '',
    `Trace \`${report.traceId}\`, ${report.spanCount} spans, ${duration(report.run.durationMs)}.`,
  );
  return lines.join('\n');
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)];
}

const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;

/** What agents and tools wrote is text, never markup. */
const escape = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_|<>[\]#]/g, String.raw`\$&`)
    .trim();
