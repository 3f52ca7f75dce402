import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import type { GraphNode } from '../graph/trace-graph.js';
import type { ExecutionRecord } from '../performance/executions/execution-record.js';
import type { AttributeValue } from '../span-view.js';
import { ownText } from './own-text.js';

type ResponseFields = Pick<
  ExecutionRecord,
  'responseValid' | 'responseQualityScore' | 'responseErrors' | 'responseWarnings' | 'responseMetrics'
>;

/**
 * How the responses of an execution were judged. Of several the worst counts, so that a good one does not hide it: all
 * must be valid, and the lowest score stands.
 */
export function readResponse(nodes: readonly GraphNode[]): ResponseFields {
  const read = (key: string): AttributeValue[] => {
    const values: AttributeValue[] = [];
    for (const { span } of nodes) {
      const value = span.attribute(key);
      if (value !== undefined && value !== null) values.push(value);
    }
    return values;
  };
  const numbers = (key: string): number[] => read(key).filter((value) => typeof value === 'number');
  const valid = read(ATTRIBUTION_INPUT.responseValid).filter((value) => typeof value === 'boolean');
  const scores = numbers(ATTRIBUTION_INPUT.responseQualityScore);
  const words = numbers(ATTRIBUTION_INPUT.responseWordCount);
  return {
    responseValid: valid.length === 0 ? null : valid.every(Boolean),
    responseQualityScore: scores.length === 0 ? null : scores.reduce((low, score) => Math.min(low, score)),
    responseErrors: textsOf(read(ATTRIBUTION_INPUT.responseErrors)),
    responseWarnings: textsOf(read(ATTRIBUTION_INPUT.responseWarnings)),
    responseMetrics: words.length === 0 ? null : { wordCount: words.reduce((sum, count) => sum + count, 0) },
  };
}

const textsOf = (values: readonly AttributeValue[]): string[] =>
  values.flat().flatMap((value) => (typeof value === 'string' ? ownText(value) : []));
