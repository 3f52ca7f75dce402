import type { AttributeMap, AttributeValue, LogView } from '@agent-attribution/core';
import { nanosToMicros } from '../wire/int64.js';
import { asBuffer, WireReader } from '../wire/wire-reader.js';
import { decodeAnyValue, decodeText } from './any-value.js';
import { AttributeIndex } from './attribute-index.js';
import { NO_ID, readSpanId, readTraceId } from './span-ids.js';

/** Field numbers of resource_logs, scope_logs, log_records: the way down to the records. */
const PATH = [1, 2, 2] as const;

/**
 * The log records of an `ExportLogsServiceRequest` that has been checked, in its order. Bodies and attributes are decoded
 * when asked for; ids of a wrong length are empty.
 *
 * @example
 * const report = attributeTrace(withLogs(spans, readLogRecords(body)));
 */
export function readLogRecords(bytes: Uint8Array): readonly LogView[] {
  const buffer = asBuffer(bytes);
  const records: LogView[] = [];
  collect(buffer, 0, buffer.length, 0, records);
  return records;
}

function collect(bytes: Buffer, start: number, end: number, depth: number, records: LogView[]): void {
  if (depth === PATH.length) {
    records.push(new OtlpLogView(bytes, start, end));
    return;
  }
  const reader = new WireReader(bytes, start, end);
  while (reader.next()) {
    if (reader.fieldNumber !== PATH[depth]) {
      reader.skip();
      continue;
    }
    const childEnd = reader.readLength();
    collect(bytes, reader.position, childEnd, depth + 1, records);
    reader.position = childEnd;
  }
}

class OtlpLogView implements LogView {
  traceId = NO_ID;
  spanId = NO_ID;
  eventName: string | undefined = undefined;
  timeMicros = 0;
  readonly #bytes: Buffer;
  readonly #attributes: number[] = [];
  readonly #bodies: number[] = [];
  #attributeMap: AttributeMap | undefined;

  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = bytes;
    let observedMicros = 0;
    const reader = new WireReader(bytes, start, end);
    while (reader.next()) {
      switch (reader.fieldNumber) {
        case 1:
          this.timeMicros = readMicros(reader);
          break;
        case 5:
          this.#bodies.push(...takeRange(reader));
          break;
        case 6:
          this.#attributes.push(...takeRange(reader));
          break;
        case 9:
          this.traceId = readTraceId(bytes, ...takeRange(reader)) ?? NO_ID;
          break;
        case 10:
          this.spanId = readSpanId(bytes, ...takeRange(reader)) ?? NO_ID;
          break;
        case 11:
          observedMicros = readMicros(reader);
          break;
        case 12:
          this.eventName = decodeText(reader, 'utf8') || undefined;
          break;
        default:
          reader.skip();
      }
    }
    if (this.timeMicros === 0) this.timeMicros = observedMicros;
  }

  get body(): AttributeValue | undefined {
    let value: AttributeValue | undefined;
    for (let at = 0; at < this.#bodies.length; at += 2) {
      value = decodeAnyValue(this.#bytes, this.#bodies[at] ?? 0, this.#bodies[at + 1] ?? 0, value ?? null);
    }
    return value;
  }

  get attributes(): AttributeMap {
    this.#attributeMap ??= new AttributeIndex(this.#bytes, this.#attributes).toMap();
    return this.#attributeMap;
  }
}

function readMicros(reader: WireReader): number {
  reader.readFixed64();
  return nanosToMicros(reader.low, reader.high);
}

function takeRange(reader: WireReader): [start: number, end: number] {
  const end = reader.readLength();
  const start = reader.position;
  reader.position = end;
  return [start, end];
}
