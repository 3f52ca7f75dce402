import { html } from 'hono/html';
import type { SpanRow } from '../run-record.js';
import type { StoredRun } from '../storage/tracker-store.js';
import { agentLedger } from './agent-ledger.js';
import { formatCost, formatCount, formatDuration, words } from './format.js';
import { layout } from './layout.js';
import type { Html } from './parts.js';
import { time } from './parts.js';
import { timeline } from './timeline.js';
import { candidatesSection, evidenceSection, verdictSection } from './verdict.js';

/** One run on one page: the verdict first, then what it rests on, then everything else. */
export function tracePage(run: StoredRun, spans: readonly SpanRow[]): Html {
  const { report } = run;
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const spanOf = (spanId: string): SpanRow | undefined => byId.get(spanId);
  const name = run.name === '' ? run.traceId : run.name;
  return layout(
    `${name} · Agent Attribution`,
    html`<p class="crumbs"><a href="/">Runs</a> / <code>${run.traceId}</code></p>
      <h1>${name}</h1>
      ${factsOf(run)} ${verdictSection(report, spanOf)} ${evidenceSection(report, spanOf)}
      ${agentLedger(report)} ${timeline(run, spans, citedSpans(run))} ${candidatesSection(report, spanOf)}
      <section aria-labelledby="report">
        <h2 id="report">Report</h2>
        <details>
          <summary>The whole report as JSON</summary>
          <pre tabindex="0">${JSON.stringify(report, null, 2)}</pre>
        </details>
        <p class="note">
          <a href="/api/traces/${run.traceId}">This run as JSON</a> ·
          <a href="/api/traces/${run.traceId}/spans">its spans as JSON</a>
        </p>
      </section>`,
  );
}

function factsOf(run: StoredRun): Html {
  const facts: readonly (readonly [label: string, value: Html | string | null])[] = [
    ['Started', time(run.startedAt)],
    ['Duration', formatDuration(run.durationMs)],
    ['Status', words(run.status)],
    ['Tokens', formatCount(run.totalTokens)],
    ['Cost', formatCost(run.costUsd)],
    [
      'Spans',
      `${formatCount(run.spanCount)}${run.report.lateSpans === 0 ? '' : `, ${run.report.lateSpans} late`}`,
    ],
    ['Service', run.serviceName],
    ['Task', run.taskId],
    ['Goal', run.goalId],
    ['Conversation', run.conversationId],
    ['Revision', `${run.revision}, ${words(run.completion)}`],
  ];
  const known = facts.filter(([, value]) => value !== null);
  return html`<dl class="meta">
    ${known.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function citedSpans({ report }: StoredRun): ReadonlySet<string> {
  const items = [report.rootCause, ...report.candidates, ...report.evidence];
  return new Set(items.flatMap((item) => (item === null ? [] : [item.spanId])));
}
