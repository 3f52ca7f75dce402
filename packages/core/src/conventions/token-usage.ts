import type { AttributeKeys } from '../keys/attribute-keys.js';
import { ByKeys } from '../keys/by-keys.js';
import type { KeyedSpan } from '../keys/keyed-span.js';
import type { AttributeValue } from '../span-view.js';
import type { TokenUsage } from './node-facts.js';
import { isRecord, toNumber } from './read.js';

/** Where one convention puts its token counts: for each, the keys to try in order. */
export interface TokenKeys {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly cacheRead: readonly string[];
  readonly cacheWrite: readonly string[];
  readonly reasoning: readonly string[];
  /**
   * Whether `input` counts tokens read from and written to a cache. That is a matter of the convention, not of the
   * vendor: the same model is reported either way by different instrumentations.
   */
  readonly cache: 'included' | 'excluded';
}

/** Reads the usage that a span reports, its input made to include the cache; undefined when it reports none. */
export function usageReader(keys: TokenKeys): (span: KeyedSpan) => TokenUsage | undefined {
  const present = new ByKeys((own) => thoseOn(own, keys));
  return (span) => {
    const there = present.of(span.keys);
    return there === undefined ? undefined : usageOf(span, there);
  };
}

/** The keys that a span has; undefined when they tell no usage. */
function thoseOn(own: AttributeKeys, keys: TokenKeys): TokenKeys | undefined {
  const there = (list: readonly string[]): readonly string[] => list.filter((key) => own.has(key));
  const input = there(keys.input);
  const output = there(keys.output);
  if (input.length === 0 && output.length === 0) return undefined;
  return {
    input,
    output,
    cacheRead: there(keys.cacheRead),
    cacheWrite: there(keys.cacheWrite),
    reasoning: there(keys.reasoning),
    cache: keys.cache,
  };
}

/** The same from a record of counts, as some conventions keep it in one attribute. */
export function usageInRecord(value: AttributeValue | undefined, keys: TokenKeys): TokenUsage | undefined {
  return isRecord(value) ? usageOf({ attribute: (key) => lookUp(value, key) }, keys) : undefined;
}

/** What counts are read from: a span, or what looks like one. */
type Source = Pick<KeyedSpan, 'attribute'>;

function usageOf(source: Source, keys: TokenKeys): TokenUsage | undefined {
  const input = first(source, keys.input);
  const output = first(source, keys.output);
  if (input === undefined && output === undefined) return undefined;
  const cacheRead = first(source, keys.cacheRead) ?? 0;
  const cacheWrite = first(source, keys.cacheWrite) ?? 0;
  return {
    input: (input ?? 0) + (keys.cache === 'excluded' ? cacheRead + cacheWrite : 0),
    output: output ?? 0,
    cacheRead,
    cacheWrite,
    reasoning: first(source, keys.reasoning) ?? 0,
  };
}

function first(source: Source, keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const value = toNumber(source.attribute(key));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** `a.b` is `b` inside the record `a`. */
function lookUp(record: Readonly<Record<string, AttributeValue>>, path: string): AttributeValue | undefined {
  let value: AttributeValue | undefined = record;
  for (const key of path.split('.')) value = isRecord(value) ? value[key] : undefined;
  return value;
}
