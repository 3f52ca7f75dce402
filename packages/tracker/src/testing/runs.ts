import { attributeTrace } from '@agent-attribution/core';
import type { AttributeMap, AttributeOptions, AttributionReport, SpanView } from '@agent-attribution/core';
import {
  ATTRIBUTION_INPUT,
  ATTRIBUTION_OUTPUT,
  ATTRIBUTION_SCOPE,
  ATTRIBUTION_SPAN_NAME,
} from '@agent-attribution/semantic-conventions';
import type { RunRecord } from '../run-record.js';
import { runRows } from '../run-rows.js';
import type { Draft, Place } from './spans.js';
import { agent, llm, spanIdOf, spanOf, spansOf, tool, traceIdOf, workflow } from './spans.js';

export const healthy: Draft = workflow(
  'report',
  [
    agent('researcher', [llm(200, 20), tool('search')]),
    agent('writer', [llm()]),
    {
      name: 'quality_check',
      attributes: {
        [ATTRIBUTION_INPUT.nodeType]: 'quality_check',
        [ATTRIBUTION_INPUT.checkVerdict]: 'correct',
      },
    },
  ],
  {},
);

/** The researcher's search times out and the run fails of it. */
export const failing: Draft = {
  ...workflow('report', [
    agent('planner', [llm()]),
    agent(
      'researcher',
      [llm(1500, 300), tool('search', 'search timed out after 30 s')],
      'search timed out after 30 s',
    ),
  ]),
  error: 'search timed out after 30 s',
};

/** The same tree with attributes on its root. */
export const withRoot = (draft: Draft, attributes: AttributeMap): Draft => ({
  ...draft,
  attributes: { ...draft.attributes, ...attributes },
});

export interface Run {
  readonly spans: readonly SpanView[];
  readonly report: AttributionReport;
  readonly record: RunRecord;
}

export function runOf(draft: Draft, place: Place = {}, options: AttributeOptions = {}): Run {
  const spans = spansOf(draft, place);
  const report = attributeTrace(spans, options);
  return { spans, report, record: runRows(spans, report) };
}

/** The n-th of many runs: a minute apart, every third one fails. */
export const nthRun = (n: number, startMs: number): Run =>
  runOf(n % 3 === 0 ? failing : healthy, { traceId: traceIdOf(n), startMs: startMs + n * 60_000 });

/** The span with which an enriched trace carries its report. */
export function attributionSpan(report: AttributionReport, json: string = JSON.stringify(report)): SpanView {
  return spanOf(
    { name: ATTRIBUTION_SPAN_NAME, attributes: { [ATTRIBUTION_OUTPUT.report]: json } },
    {
      traceId: report.traceId,
      spanId: spanIdOf(0xffff + report.revision),
      parentSpanId: spanIdOf(1),
      startMicros: 1,
      endMicros: 1,
    },
    ATTRIBUTION_SCOPE,
  );
}
