import type { AttributeMap, AttributeValue } from './span-view.js';

/** What the engine needs to see of a log record. Records that belong to no span are of no use to it. */
export interface LogView {
  /** 32 lower-case hex digits; empty when the record belongs to no trace. */
  readonly traceId: string;
  /** 16 lower-case hex digits; empty when the record belongs to no span. */
  readonly spanId: string;
  /** The event's name; undefined for a record that has none (older senders put it into the attribute `event.name`). */
  readonly eventName: string | undefined;
  readonly body: AttributeValue | undefined;
  readonly attributes: AttributeMap;
  /** Microseconds since the epoch, an integer. 0 when unknown. */
  readonly timeMicros: number;
}
