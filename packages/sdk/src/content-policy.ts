import type { Attributes } from '@opentelemetry/api';
import { isContentKey, isEventContentKey } from '@agent-attribution/core';
import type { ContentPolicyName } from '@agent-attribution/core';
import type { Overrides } from './overlay.js';
import type { TimedEvent } from './sdk-types.js';

/** What to override on a span of these attributes and events; undefined when it may leave as it is. */
export type ContentPolicy = (attributes: Attributes, events: TimedEvent[]) => Overrides | undefined;

/** Stands for a text that could not be redacted: it must not leave as it is, and its span not stay for it. */
const WITHHELD = '[REDACTED]';

/**
 * @param failed - told when `redact` throws
 * @returns undefined where all spans may leave as they are
 */
export const contentPolicy = (
  name: ContentPolicyName,
  redact: (text: string) => string,
  failed: (error: unknown) => void,
): ContentPolicy | undefined => {
  if (name === 'strip') return mapping((key, value, event) => (isContent(key, event) ? undefined : value));
  if (name === 'keep') return undefined;
  const redactOrWithhold = (text: string): string => {
    try {
      return redact(text);
    } catch (error) {
      failed(error);
      return WITHHELD;
    }
  };
  return mapping((_key, value) => redactValue(value, redactOrWithhold));
};

const isContent = (key: string, event: string | undefined): boolean =>
  event === undefined ? isContentKey(key) : isEventContentKey(event, key);

type Value = Attributes[string];

/** What becomes of an attribute of a span, or of the event of that name. */
type Change = (key: string, value: Value, event?: string) => Value;

const mapping =
  (change: Change): ContentPolicy =>
  (attributes, events) => {
    const changed = changeAttributes(attributes, change);
    const changedEvents = changeEvents(events, change);
    if (changed === attributes && changedEvents === events) return undefined;
    return { attributes: changed, events: changedEvents };
  };

/** The same object when nothing has to change. */
const changeAttributes = (attributes: Attributes, change: Change, event?: string): Attributes => {
  let changed: Attributes | undefined;
  for (const key of Object.keys(attributes)) {
    const before = attributes[key];
    const after = change(key, before, event);
    if (after === before) continue;
    changed ??= { ...attributes };
    if (after === undefined) delete changed[key];
    else changed[key] = after;
  }
  return changed ?? attributes;
};

const changeEvents = (events: TimedEvent[], change: Change): TimedEvent[] => {
  let isChanged = false;
  const changed = events.map((event) => {
    if (event.attributes === undefined) return event;
    const attributes = changeAttributes(event.attributes, change, event.name);
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
