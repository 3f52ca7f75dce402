import { roundTo } from '../plain/round.js';
import type { Problem, Run } from './run.js';

export type TaxonomyCategory =
  | 'timeout'
  | 'tool_error'
  | 'cost_overrun'
  | 'external_dependency'
  | 'constraint_violation'
  | 'hallucination'
  | 'goal_ambiguity'
  | 'routing_error'
  | 'output_quality'
  | 'unknown';

export interface TaxonomyResult {
  readonly category: TaxonomyCategory;
  /** What usually helps. */
  readonly strategy: string;
  /** 0..0.95; grows with each sign that was found. */
  readonly confidence: number;
  readonly evidence: readonly string[];
}

/** A sign is a pattern, or words that follow each other in one line with anything between them. */
type Sign = RegExp | readonly string[];

/** A bare "500" may be a price or a word count: a status code is named as one, or followed by its meaning. */
const STATUS = String.raw`\b(?:https?|status|code|error|response)(?:[ -]?code)?\W{0,3}`;
const statusCode = (code: string, meaning: string): RegExp =>
  new RegExp(String.raw`${STATUS}${code}\b|\b${code}\W{0,3}(?:${meaning}|error|response|status)\b`);

const TAXONOMY: readonly {
  readonly category: TaxonomyCategory;
  readonly strategy: string;
  readonly signs: readonly Sign[];
}[] = [
  {
    category: 'timeout',
    strategy: 'parallelize',
    signs: [/timeout/, /timed out/, ['exceeded', 'time'], /deadline exceeded/, /took too long/],
  },
  {
    category: 'tool_error',
    strategy: 'add_retry',
    signs: [
      /rate.?limit/,
      statusCode('429', 'too many requests'),
      /api.?error/,
      /service.?unavailable/,
      statusCode('503', 'service unavailable'),
      statusCode('502', 'bad gateway'),
      statusCode('500', 'internal server'),
      /connection refused/,
      /connection reset/,
      /network error/,
      ['tool', 'failed'],
      ['tool', 'error'],
    ],
  },
  {
    category: 'cost_overrun',
    strategy: 'reduce_cost',
    signs: [
      ['budget', 'exceeded'],
      ['cost', 'limit'],
      ['token', 'limit'],
      ['max', 'tokens'],
      ['quota', 'exceeded'],
      /billing/,
    ],
  },
  {
    category: 'external_dependency',
    strategy: 'add_retry',
    signs: [
      /unavailable/,
      /not reachable/,
      ['dns', 'error'],
      ['ssl', 'error'],
      /certificate/,
      ['service', 'down'],
      ['dependency', 'failed'],
    ],
  },
  {
    category: 'constraint_violation',
    strategy: 'add_constraints',
    signs: [
      ['constraint', 'violated'],
      ['bypassed', 'constraint'],
      ['invalid', 'state'],
      /forbidden/,
      /not allowed/,
      /unauthorized/,
      statusCode('401', 'unauthorized'),
      statusCode('403', 'forbidden'),
    ],
  },
  {
    category: 'hallucination',
    strategy: 'add_grounding',
    signs: [
      /hallucinat/,
      /fabricated/,
      ['incorrect', 'data'],
      ['wrong', 'fact'],
      /made up/,
      /fictional/,
      /nonexistent/,
    ],
  },
  {
    category: 'goal_ambiguity',
    strategy: 'refine_goal',
    signs: [
      ['unclear', 'goal'],
      /ambiguous/,
      ['insufficient', 'information'],
      ['missing', 'context'],
      ['undefined', 'objective'],
      ['goal', 'not', 'clear'],
    ],
  },
  {
    category: 'routing_error',
    strategy: 'modify_edges',
    signs: [
      ['wrong', 'branch'],
      ['incorrect', 'path'],
      ['routing', 'error'],
      ['edge', 'condition'],
      ['should', 'have', 'gone', 'to'],
      /misrouted/,
    ],
  },
  {
    category: 'output_quality',
    strategy: 'refine_prompts',
    signs: [
      ['quality', 'issue'],
      ['poor', 'output'],
      ['invalid', 'output'],
      ['output', 'not', 'match'],
      ['format', 'error'],
      ['schema', 'violation'],
      ['validation', 'failed'],
    ],
  },
];

export interface TaxonomyConfig {
  /** Confidence below which a person should look. Default 0.7. */
  readonly threshold?: number | undefined;
}

/**
 * A second opinion on why a run failed, in other categories than `inferFailureCategory`: the one of whose signs most
 * are found in what its problems say. Null for a run that did not fail.
 */
export function classifyRunFailure(
  run: Run,
  { threshold = 0.7 }: TaxonomyConfig = {},
): TaxonomyResult | null {
  if (run.status !== 'failed') return null;
  if (run.problems.length === 0) return unknown(0.3, 'The run reported no problem');
  const text = run.problems.map(textOf).join('\n').toLowerCase();
  const lines = text.split('\n');
  const matches = TAXONOMY.map(({ category, strategy, signs }) => ({
    category,
    strategy,
    found: signs.flatMap((sign) => foundIn(text, lines, sign) ?? []),
  }));
  const [best] = matches.toSorted((a, b) => b.found.length - a.found.length);
  if (best === undefined || best.found.length === 0) {
    return unknown(run.problems.length === 1 ? 0.3 : 0.5, 'No sign of a known category');
  }
  const { category, strategy, found } = best;
  const confidence = roundTo(Math.min(0.95, 0.5 + 0.15 * found.length), 2);
  const evidence = [...found];
  if (confidence < threshold) {
    evidence.push(`Confidence ${confidence.toFixed(2)} below threshold, consider manual review`);
  }
  return { category, strategy, confidence, evidence };
}

function unknown(confidence: number, reason: string): TaxonomyResult {
  return { category: 'unknown', strategy: 'investigate', confidence, evidence: [reason] };
}

function textOf({ description, rootCause = '', suggestedFix = '' }: Problem): string {
  return `${description} ${rootCause} ${suggestedFix}`;
}

/** What of the text is the sign; undefined when it is not there. */
function foundIn(text: string, lines: readonly string[], sign: Sign): string | undefined {
  if (sign instanceof RegExp) return sign.exec(text)?.[0];
  return lines.some((line) => follow(line, sign)) ? sign.join(' … ') : undefined;
}

/** Whether the words occur in this order. The first occurrence of each leaves the most room for the next. */
function follow(line: string, words: readonly string[]): boolean {
  let from = 0;
  return words.every((word) => {
    const index = line.indexOf(word, from);
    from = index + word.length;
    return index !== -1;
  });
}
