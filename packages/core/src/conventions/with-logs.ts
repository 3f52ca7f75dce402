import { GEN_AI_EVENT } from '@agent-attribution/semantic-conventions';
import { groupBy } from '../group-by.js';
import type { LogView } from '../log-view.js';
import { SpanViewOf } from '../span-view-of.js';
import type { AttributeMap, SpanEventView, SpanView } from '../span-view.js';
import { CONTENT_EVENTS } from './event-messages.js';
import { isRecord } from './read.js';

/**
 * Adds to spans what was sent about them as log records: the messages of a model call or a tool, in one record or one by
 * one, and evaluations. Records become events of their span, since conventions allow the same content as either. Other
 * records, and records of spans that are not there, are left out.
 *
 * @returns the spans in the same order; those without records are the same objects
 * @example
 * const report = attributeTrace(withLogs(spans, logs));
 */
export function withLogs(spans: readonly SpanView[], logs: readonly LogView[]): readonly SpanView[] {
  const relevant = logs.filter((log) => log.spanId !== '' && isRelevant(nameOf(log)));
  if (relevant.length === 0) return spans;
  const bySpan = groupBy(relevant, ({ traceId, spanId }) => `${traceId}/${spanId}`);
  return spans.map((span) => {
    const own = bySpan.get(`${span.traceId}/${span.spanId}`);
    return own === undefined ? span : new SpanWithLogs(span, own);
  });
}

const isRelevant = (name: string | undefined): boolean =>
  name !== undefined && (CONTENT_EVENTS.has(name) || name === GEN_AI_EVENT.evaluationResult);

/** A span as it is, but for its events: those of the span and of its records, in order of time. */
class SpanWithLogs extends SpanViewOf {
  readonly #events: readonly SpanEventView[];

  constructor(span: SpanView, logs: readonly LogView[]) {
    super(span);
    this.#events = [...span.events, ...logs.map(eventOf)].sort((a, b) => a.timeMicros - b.timeMicros);
  }

  override get events(): readonly SpanEventView[] {
    return this.#events;
  }
}

/** The body holds the message in older generations, the attributes do in newer ones. */
function eventOf(log: LogView): SpanEventView {
  const { body } = log;
  const content: AttributeMap = isRecord(body) ? body : typeof body === 'string' ? { content: body } : {};
  return {
    name: nameOf(log) ?? '',
    timeMicros: log.timeMicros,
    attributes: { ...content, ...log.attributes },
  };
}

function nameOf({ eventName, attributes }: LogView): string | undefined {
  if (eventName !== undefined && eventName !== '') return eventName;
  const name = attributes['event.name'];
  return typeof name === 'string' ? name : undefined;
}
