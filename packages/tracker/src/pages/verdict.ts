import type { AttributionReport } from '@agent-attribution/core';
import type { FailureAttribution } from '@agent-attribution/semantic-conventions';
import { html } from 'hono/html';
import type { SpanRow } from '../run-record.js';
import { words } from './format.js';
import type { Html } from './parts.js';
import { badge, chip, shareBar, spanAnchor } from './parts.js';

/** The four classes in words: where the cause lies, seen from the agent at fault. */
const CLASS_MEANING: Readonly<Record<FailureAttribution, string>> = {
  direct: 'it failed at its own work',
  upstream_contamination: 'what it passed on made others fail',
  coordination_overhead: 'the way the agents worked together used the run up',
  quality_gate: 'a quality check rejected its work',
};

/** The verdict in one sentence, and what a reader needs to judge it. */
export function verdictSection(report: AttributionReport, spanOf: SpanLookup): Html {
  const { rootCause, verdict, summary, outcome } = report;
  const first = rootCause === null ? undefined : spanOf(rootCause.spanId);
  return html`<section class="verdict ${verdict}" aria-labelledby="verdict">
    <h2 id="verdict" class="hidden">Verdict</h2>
    <p class="badges">${badge(outcome)} ${chip(verdict)}</p>
    <p class="sentence">${summary}</p>
    ${
      rootCause === null
        ? ''
        : html`<dl class="facts">
            <div>
              <dt>Confidence</dt>
              <dd>${shareBar(rootCause.confidence, 'confidence')}</dd>
            </div>
            <div>
              <dt>Root cause</dt>
              <dd><strong>${rootCause.agent}</strong>: ${CLASS_MEANING[rootCause.failureAttribution]}</dd>
            </div>
            <div>
              <dt>Category</dt>
              <dd>${words(rootCause.failureCategory)}</dd>
            </div>
            <div>
              <dt>Where</dt>
              <dd>${spanLink(rootCause.spanId, first)}, step ${rootCause.stepIndex}</dd>
            </div>
          </dl>`
    }
    ${
      report.warnings.length === 0
        ? ''
        : html`<ul class="warnings">
            ${report.warnings.map((warning) => html`<li>${warning}</li>`)}
          </ul>`
    }
  </section>`;
}

export type SpanLookup = (spanId: string) => SpanRow | undefined;

/** A link to a span on this page; its id alone where the span is not known. */
export function spanLink(spanId: string, span: SpanRow | undefined): Html {
  return span === undefined
    ? html`<code>${spanId}</code>`
    : html`<a href="#${encodeURIComponent(spanAnchor(spanId))}">${span.name}</a>`;
}

export function evidenceSection({ evidence }: AttributionReport, spanOf: SpanLookup): Html {
  if (evidence.length === 0) return html``;
  return html`<section aria-labelledby="evidence">
    <h2 id="evidence">Evidence</h2>
    <ol class="evidence">
      ${evidence.map(({ kind, spanId, text }) => {
        const span = spanOf(spanId);
        return html`<li>
          ${chip(kind)} <span class="quote">${text}</span
          ><span class="sub"
            >${
              span?.agent === undefined || span.agent === null ? '' : html`${span.agent} · `
            }${spanLink(spanId, span)}</span
          >
        </li>`;
      })}
    </ol>
  </section>`;
}

export function candidatesSection({ candidates }: AttributionReport, spanOf: SpanLookup): Html {
  if (candidates.length === 0) return html``;
  return html`<section aria-labelledby="candidates">
    <h2 id="candidates">Candidates</h2>
    <ol class="candidates">
      ${candidates.map(
        (candidate) => html`<li>
          ${shareBar(candidate.probability, 'confidence')} <strong>${candidate.agent}</strong>, step
          ${candidate.stepIndex}: ${spanLink(candidate.spanId, spanOf(candidate.spanId))}
          ${
            candidate.terms.length === 0
              ? ''
              : html`<details>
                  <summary>
                    Why<span class="hidden"> ${candidate.agent}, step ${candidate.stepIndex}</span>
                  </summary>
                  <table class="terms">
                    <caption class="hidden">
                      Terms of the score
                    </caption>
                    <thead>
                      <tr>
                        <th scope="col">Term</th>
                        <th scope="col" class="n">Value</th>
                        <th scope="col" class="n">Weight</th>
                        <th scope="col" class="n">Adds</th>
                        <th scope="col">Spans</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${candidate.terms.map(
                        ({ name, value, weight, spanIds }) =>
                          html`<tr>
                            <th scope="row">${words(name)}</th>
                            <td class="n">${value.toFixed(2)}</td>
                            <td class="n">${weight.toFixed(2)}</td>
                            <td class="n">${(value * weight).toFixed(2)}</td>
                            <td>
                              ${spanIds.map((spanId, index) => html`${index === 0 ? '' : ', '}${spanLink(spanId, spanOf(spanId))}`)}
                            </td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>
                </details>`
          }
        </li>`,
      )}
    </ol>
  </section>`;
}
