import type { AttributionReport, Contribution } from '@agent-attribution/core';
import { html } from 'hono/html';
import { formatCost, formatCount, formatDuration, words } from './format.js';
import type { Html } from './parts.js';
import { badge, shareBar } from './parts.js';

/** What each agent did, earned and cost. */
export function agentLedger({ contributions, rootCause, tokens }: AttributionReport): Html {
  if (contributions.length === 0) return html``;
  const hasSubtasks = new Set(contributions.map(({ agentName }) => agentName)).size < contributions.length;
  return html`<section aria-labelledby="agents">
    <h2 id="agents">Agents</h2>
    <div class="scroll">
      <table>
        <caption class="hidden">
          Contribution of each agent, in order of first activity
        </caption>
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">Outcome</th>
            <th scope="col">Blame</th>
            <th scope="col">Credit</th>
            <th scope="col" class="n">Tokens</th>
            <th scope="col" class="n">Cost</th>
            <th scope="col" class="n">Duration</th>
            <th scope="col" class="n">Errors</th>
            <th scope="col" class="n">Model / tool calls</th>
          </tr>
        </thead>
        <tbody>
          ${contributions.map((one) => row(one, one.agentName === rootCause?.agent, hasSubtasks))}
        </tbody>
      </table>
    </div>
    <p class="note">
      ${formatCount(tokens.input)} tokens in, ${formatCount(tokens.output)}
      out${
        tokens.doubleCountedExcluded === 0
          ? ''
          : html`; ${formatCount(tokens.doubleCountedExcluded)} that were reported twice are not counted`
      }.
    </p>
  </section>`;
}

function row(one: Contribution, isBlamed: boolean, hasSubtasks: boolean): Html {
  return html`<tr${isBlamed ? html` class="blamed"` : ''}>
<th scope="row">${isBlamed ? html`<strong class="mark cause">◆ root cause</strong> ` : ''}${one.agentName}${
    hasSubtasks ? html`<span class="sub">${one.subtaskId}</span>` : ''
  }${one.evidence === null ? '' : html`<span class="sub">${one.evidence}</span>`}</th>
<td>${badge(one.outcome)}${one.failureCategory === null ? '' : html`<span class="sub">${words(one.failureCategory)}${one.failureAttribution === null ? '' : html`, ${words(one.failureAttribution)}`}</span>`}</td>
<td>${shareBar(one.blameShare, 'blame')}</td>
<td>${shareBar(one.creditShare, 'credit')}</td>
<td class="n">${formatCount(one.tokenUsage)}</td><td class="n">${formatCost(one.costUsd)}</td><td class="n">${formatDuration(one.durationMs)}</td>
<td class="n">${formatCount(one.errors)}${one.retries === 0 ? '' : html`<span class="sub">${formatCount(one.retries)} retried</span>`}</td>
<td class="n">${formatCount(one.llmCalls)} / ${formatCount(one.toolCalls)}</td>
</tr>`;
}
