import { html } from 'hono/html';
import { LIMITS } from '../limits.js';
import type { SpanRow } from '../run-record.js';
import type { StoredRun } from '../storage/tracker-store.js';
import { formatCount, formatDuration, words } from './format.js';
import type { Html } from './parts.js';
import { chip, spanAnchor } from './parts.js';
import type { TreeRow } from './span-tree.js';
import { delegations, orderAsTree } from './span-tree.js';

/** Rows of a page. What failed or is cited is always among them. */
const MAX_ROWS = 500;
/** Characters of attributes on a page; further ones are left to the API. */
const MAX_ATTRIBUTE_CHARS = 1_000_000;
/** Deeper spans are drawn at this depth. */
const MAX_DEPTH = 12;
/** Bars in one lane; more could not be told apart. */
const MAX_LANE_BARS = 400;
/** Narrower bars could not be seen, per cent. */
const MIN_WIDTH = 0.4;

/** When each agent worked, and every span in its place. */
export function timeline(run: StoredRun, spans: readonly SpanRow[], cited: ReadonlySet<string>): Html {
  const rows = orderAsTree(spans);
  const shown = chooseRows(rows, cited);
  const blamed = run.rootCauseSpanId;
  let budget = MAX_ATTRIBUTE_CHARS;
  return html`<section aria-labelledby="timeline">
    <h2 id="timeline">Timeline</h2>
    ${lanes(run, spans)} ${edges(spans)}
    ${
      shown.length < rows.length
        ? html`<p class="note">
            ${formatCount(shown.length)} of ${formatCount(rows.length)} spans are shown: all that failed or
            are cited, and the first of the rest.
            <a href="/api/traces/${run.traceId}/spans">All spans as JSON</a>
          </p>`
        : ''
    }
    <div class="spans">
      ${shown.map((row) => {
        budget -= row.span.attributes.length;
        return spanRow(run, row, row.span.spanId === blamed, budget >= 0);
      })}
    </div>
  </section>`;
}

function chooseRows(rows: readonly TreeRow[], cited: ReadonlySet<string>): readonly TreeRow[] {
  if (rows.length <= MAX_ROWS) return rows;
  const isNotable = ({ span }: TreeRow): boolean => span.error !== null || cited.has(span.spanId);
  let free = MAX_ROWS - Math.min(MAX_ROWS, rows.filter(isNotable).length);
  return rows.filter((row) => isNotable(row) || free-- > 0).slice(0, MAX_ROWS);
}

/** Place of a span on the run's axis, as SVG attributes in per cent. */
function placeOf(run: StoredRun, span: SpanRow): { readonly x: string; readonly width: string } {
  const total = Math.max(1, run.endedAt - run.startedAt);
  const start = ((Math.max(span.startedAt, run.startedAt) - run.startedAt) / total) * 100;
  const width = Math.max(MIN_WIDTH, ((span.endedAt - span.startedAt) / total) * 100);
  const x = Math.min(Math.max(0, start), 100 - MIN_WIDTH);
  return { x: `${x.toFixed(2)}%`, width: `${Math.min(width, 100 - x).toFixed(2)}%` };
}

function lanes(run: StoredRun, spans: readonly SpanRow[]): Html {
  const byAgent = new Map<string, SpanRow[]>();
  for (const span of spans) {
    if (span.agent === null || span.nodeType === 'agent') continue;
    const own = byAgent.get(span.agent);
    if (own === undefined) byAgent.set(span.agent, [span]);
    else own.push(span);
  }
  if (byAgent.size === 0) return html``;
  return html`<div class="lanes">
    ${[...byAgent].map(([agent, own]) => {
      const failures = own.filter(({ error }) => error !== null).length;
      const isBlamed = agent === run.rootCauseAgent;
      const says = `${agent}: ${own.length} actions, ${failures} failed${isBlamed ? ', root cause' : ''}`;
      return html`<div class="lane${isBlamed ? ' blamed' : ''}">
        <span class="lane-name">${isBlamed ? html`<span aria-hidden="true">◆</span> ` : ''}${agent}</span
        ><svg role="img" aria-label="${says}">
          <rect class="track" width="100%" height="100%" />
          ${laneBars(run, own)}
        </svg>
      </div>`;
    })}
    <div class="lane axis" aria-hidden="true">
      <span></span><span class="ticks"><span>0</span><span>${formatDuration(run.durationMs)}</span></span>
    </div>
  </div>`;
}

function laneBars(run: StoredRun, spans: readonly SpanRow[]): readonly Html[] {
  const ordered = [
    ...spans.filter(({ error }) => error !== null),
    ...spans.filter(({ error }) => error === null),
  ];
  return ordered
    .slice(0, MAX_LANE_BARS)
    .toReversed()
    .map((span) => {
      const { x, width } = placeOf(run, span);
      const kind = span.error === null ? span.nodeType : 'failed';
      return html`<rect class="fill ${kind}" x="${x}" width="${width}" y="15%" height="70%"
        ><title>
          ${words(span.nodeType)} · ${span.name}${span.error === null ? '' : ` · ${span.error}`}
        </title></rect
      >`;
    });
}

function edges(spans: readonly SpanRow[]): Html {
  const found = delegations(spans).slice(0, LIMITS.reportItems / 10);
  if (found.length === 0) return html``;
  return html`<p class="edges">
    Who started whom:
    ${found.map(
      ({ from, to, count }, index) =>
        html`${index === 0 ? '' : ', '}<span class="edge"
            >${from} → ${to}${count > 1 ? ` (${count}×)` : ''}</span
          >`,
    )}
  </p>`;
}

function spanRow(run: StoredRun, { span, depth }: TreeRow, isBlamed: boolean, withAttributes: boolean): Html {
  const { x, width } = placeOf(run, span);
  const kind = span.error === null ? span.nodeType : 'failed';
  return html`<details
    id="${spanAnchor(span.spanId)}"
    class="span${isBlamed ? ' blamed' : ''}${span.error === null ? '' : ' failed'}"
  >
    <summary>
      <span class="span-name d${Math.min(depth, MAX_DEPTH)}"
        >${
          isBlamed ? html`<strong class="mark cause">◆ root cause</strong> ` : ''
        }${span.error === null ? '' : html`<strong class="mark fail">✗ failed</strong> `}${chip(span.nodeType)}
        ${span.name}</span
      ><span class="span-agent">${span.agent ?? ''}</span
      ><svg class="span-bar" aria-hidden="true" focusable="false">
        <rect class="track" width="100%" height="100%" />
        <rect class="fill ${kind}" x="${x}" width="${width}" y="20%" height="60%" /></svg
      ><span class="n">${formatDuration((span.endedAt - span.startedAt) / 1000)}</span>
    </summary>
    <div class="span-body">
      ${span.error === null ? '' : html`<p class="error">${span.error}</p>`}${
        withAttributes
          ? attributes(span)
          : html`<p class="note">Attributes: <a href="/api/traces/${run.traceId}/spans">as JSON</a></p>`
      }
    </div>
  </details>`;
}

function attributes(span: SpanRow): Html {
  const entries = Object.entries(JSON.parse(span.attributes) as Record<string, unknown>);
  return html`<dl class="attributes">
      <div>
        <dt>span id</dt>
        <dd>${span.spanId}</dd>
      </div>
      ${entries.map(
        ([key, value]) =>
          html`<div>
            <dt>${key}</dt>
            <dd>${typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>`,
      )}
    </dl>
    ${span.isTruncated ? html`<p class="note">Some attributes were cut or dropped.</p>` : ''}`;
}
