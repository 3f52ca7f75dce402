import { type Allocate, copySpans, type SpanSelection } from '@agent-attribution/otlp';
import type { HeldRecords, SpansOfSlot } from './held-records.js';

/** Bodies that were read back, by slot: undefined when the store has lost the record. */
export type ReadBodies = ReadonlyMap<number, Uint8Array | undefined>;

/** What has to be read back of spans whose bodies are all in memory. */
export const NOTHING_READ: ReadBodies = new Map();

/**
 * One request of held spans, at once.
 *
 * @param read - what has been read back; other bodies are used where they are in memory
 * @param onUnreadable - told how many spans are left out because the store has lost their record
 * @param allocate - gives the memory for the copy. Default: memory of its own.
 * @returns undefined when a body has to be read back first
 */
export function copyHeldSpans(
  records: HeldRecords,
  parts: readonly SpansOfSlot[],
  read: ReadBodies,
  onUnreadable: (spans: number) => void,
  allocate?: Allocate,
): Uint8Array | undefined {
  const selections: SpanSelection[] = [];
  let unreadable = 0;
  for (const { slot, spans } of parts) {
    const bytes = records.peek(slot) ?? read.get(slot);
    const layout = bytes && records.layout(slot, bytes);
    if (bytes !== undefined && layout !== undefined) selections.push({ bytes, layout, spans });
    else if (bytes === undefined && !read.has(slot)) return undefined;
    else unreadable += spans.length;
  }
  if (unreadable > 0) onUnreadable(unreadable);
  return copySpans(selections, allocate);
}

/** Reads back the bodies that are not in memory, each once for all that wait for it. */
export async function readMissing(
  records: HeldRecords,
  parts: readonly SpansOfSlot[],
  before: ReadBodies,
): Promise<ReadBodies> {
  const slots = parts.map(({ slot }) => slot);
  const missing = slots.filter((slot) => !before.has(slot) && records.peek(slot) === undefined);
  const bodies = await Promise.all(missing.map((slot) => records.read(slot)));
  return new Map([...before, ...missing.map((slot, index) => [slot, bodies[index]] as const)]);
}
