import { html } from 'hono/html';
import { isoTime } from '../api/views.js';
import { formatShare, words } from './format.js';

/** Escaped markup: every text that goes into a template is escaped by it. */
export type Html = ReturnType<typeof html>;

/** Marks say in a sign and a word what a colour says too. */
const SIGNS: Readonly<Record<string, string>> = {
  success: '✓',
  healthy: '✓',
  failure: '✗',
  attributed: '✗',
  partial: '◐',
  unverified: '?',
  unknown: '?',
};

/** An outcome or a verdict: sign, word and colour. */
export function badge(value: string): Html {
  return html`<span class="badge ${value in SIGNS ? value : 'unknown'}"
    ><span aria-hidden="true">${SIGNS[value] ?? '?'}</span> ${words(value)}</span
  >`;
}

export const chip = (text: string): Html => html`<span class="chip">${words(text)}</span>`;

/** A share of 1 as a bar with its number beside it; `kind` gives colour and, for blame, hatching. */
export function shareBar(value: number, kind: 'blame' | 'credit' | 'confidence'): Html {
  const width = `${(Math.min(1, Math.max(0, value)) * 100).toFixed(2)}%`;
  return html`<span class="share"
    ><svg class="bar ${kind}" aria-hidden="true" focusable="false">
      <rect class="track" width="100%" height="100%" />
      <rect class="fill" width="${width}" height="100%" />
      ${kind === 'blame' ? html`<rect fill="url(#hatch)" width="${width}" height="100%" />` : ''}
    </svg>
    <span class="number">${formatShare(value)}</span></span
  >`;
}

export function time(micros: number): Html {
  const iso = isoTime(micros);
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC</time>`;
}

export const spanAnchor = (spanId: string): string => `span-${spanId}`;

export const traceHref = (traceId: string): string => `/traces/${encodeURIComponent(traceId)}`;
