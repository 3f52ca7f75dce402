import { type Allocate, copySpans, type SpanSelection } from '@agent-attribution/otlp';
import type { HeldRecords, SpansOfSlot } from './held-records.js';

type Body = Uint8Array | undefined;

/**
 * One request of held spans, from wherever their bodies are: at once when all of them are in memory, else read back.
 *
 * @param onUnreadable - told how many spans are left out because the store has lost their record
 * @param allocate - gives the memory for what is copied at once. Default: memory of its own, as what is read back gets.
 */
export function copyHeldSpans(
  records: HeldRecords,
  parts: readonly SpansOfSlot[],
  onUnreadable: (spans: number) => void,
  allocate?: Allocate,
): Uint8Array | Promise<Uint8Array> {
  const found: Body[] = [];
  for (const { slot } of parts) {
    const body = records.peek(slot);
    if (body === undefined) return readBack(records, parts, onUnreadable);
    found.push(body);
  }
  return copy(records, parts, found, onUnreadable, allocate);
}

/** Only what is not in memory is read; what is there is used there, unless it had to go while the rest was read. */
async function readBack(
  records: HeldRecords,
  parts: readonly SpansOfSlot[],
  onUnreadable: (spans: number) => void,
): Promise<Uint8Array> {
  const read = new Map<SpansOfSlot, Body>();
  const missing = (): readonly SpansOfSlot[] =>
    parts.filter((part) => !read.has(part) && records.peek(part.slot) === undefined);
  for (let wanted = missing(); wanted.length > 0; wanted = missing()) {
    const bodies = await Promise.all(wanted.map(({ slot }) => records.read(slot)));
    for (const [index, part] of wanted.entries()) read.set(part, bodies[index]);
  }
  const found = parts.map((part) => (read.has(part) ? read.get(part) : records.peek(part.slot)));
  return copy(records, parts, found, onUnreadable);
}

function copy(
  records: HeldRecords,
  parts: readonly SpansOfSlot[],
  found: readonly Body[],
  onUnreadable: (spans: number) => void,
  allocate?: Allocate,
): Uint8Array {
  const selections: SpanSelection[] = [];
  parts.forEach(({ slot, spans }, index) => {
    const bytes = found[index];
    const layout = bytes && records.layout(slot, bytes);
    if (bytes === undefined || layout === undefined) onUnreadable(spans.length);
    else selections.push({ bytes, layout, spans });
  });
  return copySpans(selections, allocate);
}
