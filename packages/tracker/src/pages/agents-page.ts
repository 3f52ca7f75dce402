import { html } from 'hono/html';
import type { Window } from '../api/query.js';
import { WINDOWS } from '../api/query.js';
import type { AgentLedger } from '../storage/tracker-store.js';
import { formatCost, formatCount, formatDuration, formatShare } from './format.js';
import { layout } from './layout.js';
import type { Html } from './parts.js';
import { shareBar, time } from './parts.js';

/** How every agent did in a window, over all its runs. */
export function agentsPage(agents: readonly AgentLedger[], window: Window): Html {
  return layout(
    'Agents · Agent Attribution',
    html`<h1>Agents</h1>
      <p class="windows">
        Last
        ${Object.keys(WINDOWS).map(
          (name) =>
            html` <a href="/agents?window=${name}" ${name === window ? html` aria-current="true"` : ''}
              >${WINDOWS[name as Window]} days</a
            >`,
        )}
      </p>
      ${agents.length === 0 ? html`<p class="empty">No agent took part in a run of this time.</p>` : table(agents)}`,
  );
}

function table(agents: readonly AgentLedger[]): Html {
  return html`<div class="scroll">
    <table>
      <caption class="hidden">
        Agents, most active first
      </caption>
      <thead>
        <tr>
          <th scope="col">Agent</th>
          <th scope="col" class="n">Runs</th>
          <th scope="col">Success rate</th>
          <th scope="col">Mean blame</th>
          <th scope="col" class="n">Root cause of</th>
          <th scope="col" class="n">Tokens</th>
          <th scope="col" class="n">Cost</th>
          <th scope="col" class="n">Duration p50 / p95</th>
          <th scope="col" class="n">Errors</th>
        </tr>
      </thead>
      <tbody>
        ${agents.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row(one: AgentLedger): Html {
  return html`<tr>
    <th scope="row">
      <a href="/?agent=${encodeURIComponent(one.agent)}">${one.agent}</a
      ><span class="sub">last seen ${time(one.lastSeenAt)}</span>
    </th>
    <td class="n">${formatCount(one.runs)}</td>
    <td>${shareBar(one.successRate, 'credit')}</td>
    <td>${shareBar(one.meanBlameShare, 'blame')}</td>
    <td class="n">
      ${formatCount(one.blamedRuns)} <span class="sub">${formatShare(one.blamedRuns / one.runs)}</span>
    </td>
    <td class="n">${formatCount(one.tokens)}</td>
    <td class="n">${formatCost(one.costUsd)}</td>
    <td class="n">${formatDuration(one.p50DurationMs)} / ${formatDuration(one.p95DurationMs)}</td>
    <td class="n">${formatCount(one.errors)}</td>
  </tr>`;
}
