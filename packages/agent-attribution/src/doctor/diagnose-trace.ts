import type { Finding } from '@agent-attribution/instrumentation/register/diagnosis';
import type { SpanTally } from './tally-runs.js';

type Rule = (tally: SpanTally) => Finding | undefined;

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / Math.max(1, whole))} %`;

const examples = (names: readonly string[]): string =>
  names.length === 0 ? '' : `, such as ${names.slice(0, 3).join(', ')}`;

/** Above this share of unknown spans too little of the run is seen to trust a verdict. */
const MAX_UNKNOWN_SHARE = 0.5;

const RULES: readonly Rule[] = [
  ({ spanCount }) =>
    spanCount > 0
      ? undefined
      : {
          code: 'no_spans',
          severity: 'fix',
          text: 'the trace file holds no spans',
          fix: 'give a file that an exporter wrote',
        },
  ({ unknownSpans, spanCount }) =>
    unknownSpans.count === 0
      ? undefined
      : {
          code: 'unknown_spans',
          severity: unknownSpans.count > MAX_UNKNOWN_SHARE * spanCount ? 'fix' : 'note',
          text: `${percent(unknownSpans.count, spanCount)} of the spans follow no convention that is known${examples(unknownSpans.names)}`,
          fix: 'set attribution.node_type on them, or gen_ai.operation.name',
        },
  ({ missingParents, spanCount }) =>
    missingParents === 0
      ? undefined
      : {
          code: 'orphans',
          severity: 'note',
          text: `${percent(missingParents, spanCount)} of the spans have a parent that is not there`,
          fix: 'set a context manager, propagate traceparent, and sample all services alike',
        },
  ({ contentShare }) =>
    contentShare === null || contentShare > 0
      ? undefined
      : {
          code: 'no_content',
          severity: 'note',
          text: 'no model or tool call carries its input and output, so verdicts rest on structure alone',
          fix: 'set OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true',
        },
  ({ doubleCountedTokens }) =>
    doubleCountedTokens === 0
      ? undefined
      : {
          code: 'doubled_tokens',
          severity: 'note',
          text: `${doubleCountedTokens} tokens are reported twice; they are counted once here, but not by a backend that adds spans up`,
          fix: 'switch on one instrumentation per model client',
        },
  ({ spansWithDroppedAttributes }) =>
    spansWithDroppedAttributes === 0
      ? undefined
      : {
          code: 'dropped_attributes',
          severity: 'note',
          text: `${spansWithDroppedAttributes} spans dropped attributes`,
          fix: 'raise OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
        },
];

/** Judges what spans look like to the engine. */
export const diagnoseTrace = (tally: SpanTally): readonly Finding[] =>
  RULES.map((rule) => rule(tally)).filter((finding) => finding !== undefined);
