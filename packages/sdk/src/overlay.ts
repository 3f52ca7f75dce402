import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, TimedEvent } from './sdk-types.js';

export interface Overrides {
  readonly attributes?: Attributes;
  readonly events?: TimedEvent[];
}

/**
 * The same span with other attributes or events, for whoever exports it: of the same class, with the same fields, those
 * of a later SDK included, so that its getters and methods work as they do on the span, which stays as it is.
 *
 * It has its own copy of the fields and not the span as its prototype: an object that becomes a prototype gets a hidden
 * class of its own, which slows down every later access to spans. Copies of spans of one shape share one shape.
 */
export const overlay = (span: ReadableSpan, { attributes, events }: Overrides): ReadableSpan => {
  const made: ReadableSpan = {
    ...span,
    attributes: attributes ?? span.attributes,
    events: events ?? span.events,
  };
  // Getters and methods: of the class, not of the copy.
  return Object.setPrototypeOf(made, Object.getPrototypeOf(span));
};
