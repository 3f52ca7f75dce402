import type { Attributes } from '@opentelemetry/api';
import { isContentKey } from '@agent-attribution/core';
import type { Overrides } from './overlay.js';
import type { TimedEvent } from './sdk-types.js';

/**
 * What happens to content when a span leaves: `keep` it as it is, `strip` it (it was used for attribution, and goes no
 * further), or `redact` every text with a function that replaces secrets.
 */
export type ContentPolicyName = (typeof CONTENT_POLICIES)[number];

export const CONTENT_POLICIES = ['keep', 'strip', 'redact'] as const;

/** What to override on a span of these attributes and events; undefined when it may leave as it is. */
export type ContentPolicy = (attributes: Attributes, events: TimedEvent[]) => Overrides | undefined;

export const contentPolicy = (name: ContentPolicyName, redact: (text: string) => string): ContentPolicy => {
  if (name === 'strip') return mapping((key, value) => (isContentKey(key) ? undefined : value));
  if (name === 'redact') return mapping((_key, value) => redactValue(value, redact));
  return () => undefined;
};

type Value = Attributes[string];

const mapping =
  (change: (key: string, value: Value) => Value): ContentPolicy =>
  (attributes, events) => {
    const changed = changeAttributes(attributes, change);
    const changedEvents = changeEvents(events, change);
    if (changed === attributes && changedEvents === events) return undefined;
    return { attributes: changed, events: changedEvents };
  };

/** The same object when nothing has to change. */
const changeAttributes = (
  attributes: Attributes,
  change: (key: string, value: Value) => Value,
): Attributes => {
  let changed: Attributes | undefined;
  for (const key of Object.keys(attributes)) {
    const before = attributes[key];
    const after = change(key, before);
    if (after === before) continue;
    changed ??= { ...attributes };
    if (after === undefined) delete changed[key];
    else changed[key] = after;
  }
  return changed ?? attributes;
};

const changeEvents = (events: TimedEvent[], change: (key: string, value: Value) => Value): TimedEvent[] => {
  let isChanged = false;
  const changed = events.map((event) => {
    if (event.attributes === undefined) return event;
    const attributes = changeAttributes(event.attributes, change);
    if (attributes === event.attributes) return event;
    isChanged = true;
    return { ...event, attributes };
  });
  return isChanged ? changed : events;
};

const redactValue = (value: Value, redact: (text: string) => string): Value => {
  if (typeof value === 'string') return redact(value);
  if (!Array.isArray(value)) return value;
  const texts = value.map((item) => (typeof item === 'string' ? redact(item) : item));
  return texts.some((item, index) => item !== value[index]) ? (texts as Value) : value;
};
