import { SpanViewOf } from '../span-view-of.js';
import type { AttributeValue, SpanView } from '../span-view.js';
import type { AttributeKeys } from './attribute-keys.js';
import { attributeKeysOf } from './attribute-keys-of.js';

/** A span with its keys as one object, so that what is not there need not be asked for. */
export interface KeyedSpan extends SpanView {
  readonly keys: AttributeKeys;
}

/** The span itself when it has its keys at hand, else a view before it that has. */
export function keyed(span: SpanView): KeyedSpan {
  return hasKeys(span) ? span : new SpanWithKeys(span);
}

function hasKeys(span: SpanView): span is KeyedSpan {
  return span.keys !== undefined;
}

class SpanWithKeys extends SpanViewOf implements KeyedSpan {
  readonly #keys: AttributeKeys;

  constructor(span: SpanView) {
    super(span);
    const keys = span.attributeKeys();
    this.#keys = attributeKeysOf(Array.isArray(keys) ? keys : [...keys]);
  }

  override get keys(): AttributeKeys {
    return this.#keys;
  }

  override attribute(key: string): AttributeValue | undefined {
    return this.#keys.has(key) ? this.span.attribute(key) : undefined;
  }

  override attributeKeys(): AttributeKeys {
    return this.#keys;
  }
}
