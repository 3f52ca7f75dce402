import { html } from 'hono/html';
import type { SpanRow } from '../run-record.js';
import type { StoredRun } from '../storage/tracker-store.js';
import { formatCount, formatDuration } from './format.js';
import { edges, lanes, placeOf } from './lanes.js';
import type { Html } from './parts.js';
import { chip, spanAnchor } from './parts.js';
import type { TreeRow } from './span-tree.js';
import { orderAsTree } from './span-tree.js';

/** Rows of a page. What failed or is cited is always among them. */
const MAX_ROWS = 500;
/** Characters of attributes on a page; further ones are left to the API. */
const MAX_ATTRIBUTE_CHARS = 1_000_000;
/** Deeper spans are drawn at this depth. */
const MAX_DEPTH = 12;

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
