import { html } from 'hono/html';
import type { SpanRow } from '../run-record.js';
import type { StoredRun } from '../storage/tracker-store.js';
import { formatDuration, words } from './format.js';
import type { Html } from './parts.js';
import { delegations } from './span-tree.js';

/** Bars in one lane; more could not be told apart. */
const MAX_LANE_BARS = 400;
/** Narrower bars could not be seen, per cent. */
const MIN_WIDTH = 0.4;
/** Pairs of agents that are listed. */
const MAX_EDGES = 100;

/** Place of a span on the run's axis, as SVG attributes in per cent. */
export function placeOf(run: StoredRun, span: SpanRow): { readonly x: string; readonly width: string } {
  const total = Math.max(1, run.endedAt - run.startedAt);
  const start = ((Math.max(span.startedAt, run.startedAt) - run.startedAt) / total) * 100;
  const width = Math.max(MIN_WIDTH, ((span.endedAt - span.startedAt) / total) * 100);
  const x = Math.min(Math.max(0, start), 100 - MIN_WIDTH);
  return { x: `${x.toFixed(2)}%`, width: `${Math.min(width, 100 - x).toFixed(2)}%` };
}

/** One lane per agent: when it worked, at what, and where it failed. */
export function lanes(run: StoredRun, spans: readonly SpanRow[]): Html {
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
    ${legend()}
  </div>`;
}

/** What the colours mean; what failed has an outline as well, and every span in the list says its type in words. */
const LEGEND: readonly (readonly [kind: string, label: string])[] = [
  ['llm_call', 'model call'],
  ['tool_invocation', 'tool'],
  ['quality_check', 'check'],
  ['failed', 'failed'],
  ['unknown', 'other'],
];

function legend(): Html {
  return html`<p class="legend">
    ${LEGEND.map(
      ([kind, label]) =>
        html`<span
          ><svg aria-hidden="true" focusable="false">
            <rect class="fill ${kind}" width="100%" height="100%" />
          </svg>
          ${label}</span
        >`,
    )}
  </p>`;
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

/** Which agents started which others, in words. */
export function edges(spans: readonly SpanRow[]): Html {
  const found = delegations(spans).slice(0, MAX_EDGES);
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
