import { CONTENT_POLICIES, ConfigurationError, redactSecrets } from '@agent-attribution/core';
import type { ContentPolicyName } from '@agent-attribution/core';
import { defaultEngine } from './engine.js';
import type { TraceEngine } from './engine.js';

export interface AttributionSpanProcessorOptions {
  /** What attributes a trace. Default: the engine of `@agent-attribution/core`. */
  readonly engine?: TraceEngine;
  /**
   * What happens to content when a span leaves. Default `keep`. With `strip` the report's texts say nothing that rests on
   * content either, for which a trace is attributed twice.
   */
  readonly content?: ContentPolicyName;
  /** Replaces secrets in a text, for `content: 'redact'`. Default: `redactSecrets` of the core. */
  readonly redact?: (text: string) => string;
  /** Traces with spans that are held or open. Beyond that the oldest leave without a verdict. Default 1,000. */
  readonly maxTraces?: number;
  /** Spans held of one trace. With that many it leaves without a verdict. Default 10,000. */
  readonly maxSpansPerTrace?: number;
  /** Estimated bytes held in all. Beyond that the oldest traces leave without a verdict. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Age at which a trace is attributed with the spans it has, in ms. Default 6 hours. */
  readonly maxAgeMs?: number;
  /** How long after its release late spans make a new revision of a trace's verdict, in ms. Default 10 minutes. */
  readonly lateWindowMs?: number;
  /** Released traces that are remembered for that; of more than 8 within 50 ms, the last 8. Default 1,000. */
  readonly maxReleasedTraces?: number;
  /** Estimated bytes of them. Default 4 MiB, and as much again for those that a late span is open of. */
  readonly maxRetainedBytes?: number;
}

export type ProcessorSettings = Required<AttributionSpanProcessorOptions>;

const LIMIT_DEFAULTS = {
  maxTraces: 1_000,
  maxSpansPerTrace: 10_000,
  maxBytes: 64 * 1024 * 1024,
  maxAgeMs: 6 * 60 * 60 * 1_000,
  lateWindowMs: 10 * 60 * 1_000,
  maxReleasedTraces: 1_000,
  maxRetainedBytes: 4 * 1024 * 1024,
} as const satisfies Partial<AttributionSpanProcessorOptions>;

const LIMITS = Object.keys(LIMIT_DEFAULTS) as readonly (keyof typeof LIMIT_DEFAULTS)[];

/** Options with their defaults. Throws a `ConfigurationError` that names the option and what was expected. */
export const resolveOptions = (options: AttributionSpanProcessorOptions): ProcessorSettings => {
  for (const name of LIMITS) {
    const value = options[name];
    if (value !== undefined && !(Number.isSafeInteger(value) && value > 0)) {
      throw new ConfigurationError(`option ${name}`, 'a positive whole number', value);
    }
  }
  const content = options.content ?? 'keep';
  if (!CONTENT_POLICIES.includes(content)) {
    throw new ConfigurationError('option content', 'keep, strip or redact', content);
  }
  return {
    ...LIMIT_DEFAULTS,
    ...options,
    content,
    engine: options.engine ?? defaultEngine,
    redact: options.redact ?? redactSecrets,
  };
};
