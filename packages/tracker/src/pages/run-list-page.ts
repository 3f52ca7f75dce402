import { FAILURE_CATEGORIES, RUN_OUTCOMES, VERDICTS } from '@agent-attribution/semantic-conventions';
import { html } from 'hono/html';
import type { RunFilter, StoredRunSummary } from '../storage/tracker-store.js';
import { formatCount, formatDuration, formatShare, words } from './format.js';
import { layout } from './layout.js';
import type { Html } from './parts.js';
import { badge, time, traceHref } from './parts.js';

export interface RunListView {
  readonly runs: readonly StoredRunSummary[];
  readonly filter: RunFilter;
  /** Address of the next page; undefined on the last one. */
  readonly nextHref: string | undefined;
}

export function runListPage({ runs, filter, nextHref }: RunListView): Html {
  const isFiltered = Object.keys(filter).length > 0;
  return layout(
    'Runs · Agent Attribution',
    html`<h1>Runs</h1>
      ${filterForm(filter, isFiltered)} ${runs.length === 0 ? nothing(isFiltered) : table(runs)}
      ${nextHref === undefined ? '' : html`<p class="pager"><a rel="next" href="${nextHref}">Older runs →</a></p>`}`,
  );
}

function nothing(isFiltered: boolean): Html {
  return isFiltered
    ? html`<p class="empty">No run fits these filters. <a href="/">Show all runs</a>.</p>`
    : html`<p class="empty">
        No run yet. Send OpenTelemetry traces of your agents, and they appear here once each trace is
        complete.
      </p>`;
}

function filterForm(filter: RunFilter, isFiltered: boolean): Html {
  return html`<form class="filters" method="get" action="/">
    <label>Agent <input name="agent" value="${filter.agent ?? ''}" autocomplete="off" /></label>
    ${choice('Outcome', 'outcome', RUN_OUTCOMES, filter.outcome)}
    ${choice('Verdict', 'verdict', VERDICTS, filter.verdict)}
    ${choice('Category', 'category', FAILURE_CATEGORIES, filter.category)}
    <button>Filter</button>${isFiltered ? html` <a href="/">Clear</a>` : ''}
  </form>`;
}

function choice(label: string, name: string, values: readonly string[], chosen: string | undefined): Html {
  const options = values.map(
    (value) =>
      html`<option value="${value}" ${value === chosen ? html` selected` : ''}>${words(value)}</option>`,
  );
  return html`<label
    >${label}
    <select name="${name}">
      <option value="">any</option>
      ${options}
    </select></label
  >`;
}

function table(runs: readonly StoredRunSummary[]): Html {
  return html`<div class="scroll">
    <table class="runs">
      <caption class="hidden">
        Runs, newest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Outcome</th>
          <th scope="col">Root cause</th>
          <th scope="col">Agents</th>
          <th scope="col" class="n">Duration</th>
          <th scope="col" class="n">Tokens</th>
          <th scope="col" class="n">Spans</th>
        </tr>
      </thead>
      <tbody>
        ${runs.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row(run: StoredRunSummary): Html {
  return html`<tr>
    <td class="what">
      <a href="${traceHref(run.traceId)}">${run.name === '' ? run.traceId : run.name}</a
      ><span class="sub">${run.summary}</span
      ><span class="sub"
        >${time(run.startedAt)}${run.serviceName === null ? '' : html` · ${run.serviceName}`}</span
      >
    </td>
    <td>${badge(run.outcome)}</td>
    <td>${rootCause(run)}</td>
    <td class="agents">${run.agents.join(', ')}</td>
    <td class="n">${formatDuration(run.durationMs)}</td>
    <td class="n">${formatCount(run.totalTokens)}</td>
    <td class="n">${formatCount(run.spanCount)}</td>
  </tr>`;
}

function rootCause({ rootCauseAgent, rootCauseCategory, confidence, verdict }: StoredRunSummary): Html {
  if (rootCauseAgent === null)
    return html`<span class="sub">${verdict === 'unverified' ? 'unverified' : 'none'}</span>`;
  return html`<strong>${rootCauseAgent}</strong
    ><span class="sub">${words(rootCauseCategory ?? 'unknown')}, ${formatShare(confidence)} sure</span>`;
}
