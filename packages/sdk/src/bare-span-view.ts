import { isContentKey, isEventContentKey, SpanViewOf } from '@agent-attribution/core';
import type { AttributeMap, AttributeValue, SpanEventView } from '@agent-attribution/core';

/** A span as it looks to whoever gets it without content. What is attributed from such spans cannot quote content. */
export class BareSpanView extends SpanViewOf {
  override get events(): readonly SpanEventView[] {
    return this.span.events.map(({ name, timeMicros, attributes }) => ({
      name,
      timeMicros,
      attributes: withoutKeys(attributes, (key) => isEventContentKey(name, key)),
    }));
  }

  /** Those of the span tell of content. */
  override get keys(): undefined {
    return undefined;
  }

  override attribute(key: string): AttributeValue | undefined {
    return isContentKey(key) ? undefined : this.span.attribute(key);
  }

  override attributeKeys(): Iterable<string> {
    return [...this.span.attributeKeys()].filter((key) => !isContentKey(key));
  }
}

const withoutKeys = (attributes: AttributeMap, isLeftOut: (key: string) => boolean): AttributeMap =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => !isLeftOut(key)));
