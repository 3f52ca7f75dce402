import type { AttributionReport, Contribution } from '@agent-attribution/core';
import { agentGraphLines } from './agent-graph.js';
import { likelySteps } from './likely-steps.js';
import type { Palette } from './palette.js';
import { tableLines } from './table.js';
import { bar, duration, integer, percent, usd } from './units.js';

const MAX_EVIDENCE = 8;
const BAR_WIDTH = 8;

const OUTCOME_SIGN = { success: '✓', failure: '✗', partial: '◐' } as const;

/** A report as a person reads it on a terminal: the verdict first, then what it rests on. */
export function renderReport(report: AttributionReport, palette: Palette): string {
  return [
    headline(report, palette),
    section('Agents', graphLines(report, palette), palette),
    section('Ledger', ledgerLines(report, palette), palette),
    section('Most likely steps', candidateLines(report, palette), palette),
    section('Evidence', evidenceLines(report, palette), palette),
    section(
      'Warnings',
      report.warnings.map((warning) => `! ${warning}`),
      palette,
    ),
    footer(report, palette),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function headline(report: AttributionReport, palette: Palette): readonly string[] {
  const { verdict, rootCause, summary } = report;
  const sign = { attributed: '✗', unverified: '?', healthy: '✓' }[verdict];
  const style = { attributed: palette.bad, unverified: palette.warn, healthy: palette.good }[verdict];
  const lines = [`${style(sign)} ${palette.strong(summary)}`];
  if (rootCause !== null) {
    const { confidence, failureAttribution, failureCategory, spanId } = rootCause;
    lines.push(
      palette.faint(
        `  confidence ${percent(confidence)} · ${failureCategory} · ${failureAttribution} · span ${spanId} · rests on ${report.evidenceClasses.join(', ')}`,
      ),
    );
  }
  return lines;
}

function section(title: string, lines: readonly string[], palette: Palette): readonly string[] {
  return lines.length === 0 ? [] : [palette.faint(title.toUpperCase()), ...lines.map((line) => `  ${line}`)];
}

function graphLines(report: AttributionReport, palette: Palette): readonly string[] {
  const agents = [...new Set(report.contributions.map(({ agentName }) => agentName))];
  return agentGraphLines(agents, report.run.edgesTraversed, (agent) => markAgent(report, agent, palette));
}

function markAgent(report: AttributionReport, agent: string, palette: Palette): string {
  const own = report.contributions.filter(({ agentName }) => agentName === agent);
  if (report.rootCause?.agent === agent) return palette.bad(`${agent} ✗ root cause`);
  if (own.some(({ outcome }) => outcome === 'failure')) return palette.warn(`${agent} ✗ failed`);
  if (own.some(({ outcome }) => outcome === 'partial')) return palette.warn(`${agent} ◐ partly`);
  return palette.good(`${agent} ✓`);
}

const share = (value: number): string => `${percent(value).padStart(5)} ${bar(value, BAR_WIDTH)}`;

function ledgerLines({ contributions }: AttributionReport, palette: Palette): readonly string[] {
  const subtasks = new Set(contributions.map(({ subtaskId }) => subtaskId));
  const nameOf = ({ agentName, subtaskId }: Contribution): string =>
    subtasks.size > 1 ? `${agentName} · ${subtaskId}` : agentName;
  return tableLines(
    [
      { title: 'agent' },
      { title: 'outcome' },
      { title: 'blame' },
      { title: 'credit' },
      { title: 'tokens', align: 'right' },
      { title: 'cost', align: 'right' },
      { title: 'time', align: 'right' },
      { title: 'llm', align: 'right' },
      { title: 'tools', align: 'right' },
      { title: 'errors', align: 'right' },
    ],
    contributions.map((one) => [
      nameOf(one),
      `${OUTCOME_SIGN[one.outcome]} ${one.failureCategory ?? one.outcome}`,
      share(one.blameShare),
      share(one.creditShare),
      integer(one.tokenUsage),
      usd(one.costUsd),
      duration(one.durationMs),
      integer(one.llmCalls),
      integer(one.toolCalls),
      one.retries > 0 ? `${one.errors} (${one.retries} retried)` : integer(one.errors),
    ]),
    palette.faint,
  );
}

function candidateLines(report: AttributionReport, palette: Palette): readonly string[] {
  const steps = likelySteps(report);
  if (steps.length === 0) return [];
  return tableLines(
    [
      { title: 'probability' },
      { title: 'step', align: 'right' },
      { title: 'agent' },
      { title: 'span' },
      { title: 'because' },
    ],
    steps.map(({ probability, stepIndex, agent, spanId, terms }) => [
      `${percent(probability).padStart(5)} ${bar(probability, BAR_WIDTH)}`,
      String(stepIndex),
      agent,
      spanId,
      terms
        .filter(({ value, weight }) => value * weight > 0)
        .toSorted((a, b) => b.value * b.weight - a.value * a.weight)
        .slice(0, 3)
        .map(({ name }) => name.replaceAll('_', ' '))
        .join(', '),
    ]),
    palette.faint,
  );
}

function evidenceLines({ evidence }: AttributionReport, palette: Palette): readonly string[] {
  const shown = evidence
    .slice(0, MAX_EVIDENCE)
    .map(({ kind, spanId, text }) => [kind.replaceAll('_', ' '), spanId, oneLine(text)]);
  const lines = tableLines([{ title: 'kind' }, { title: 'span' }, { title: 'says' }], shown, palette.faint);
  const left = evidence.length - MAX_EVIDENCE;
  return shown.length === 0 ? [] : left > 0 ? [...lines, palette.faint(`… and ${left} more`)] : lines;
}

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};

function footer(report: AttributionReport, palette: Palette): readonly string[] {
  const { traceId, spanCount, completion, revision, tokens, run, lateSpans, orphanSpans } = report;
  const parts = [
    `trace ${traceId}`,
    `${integer(spanCount)} spans`,
    `${integer(tokens.total)} tokens`,
    duration(run.durationMs),
    `released: ${completion}`,
    ...(revision > 1 ? [`revision ${revision}`] : []),
    ...(lateSpans > 0 ? [`${lateSpans} late`] : []),
    ...(orphanSpans > 0 ? [`${orphanSpans} without their parent`] : []),
    ...(tokens.doubleCountedExcluded > 0
      ? [`${integer(tokens.doubleCountedExcluded)} tokens reported twice, counted once`]
      : []),
  ];
  return [palette.faint(parts.join(' · '))];
}
