import { copySpans } from '@agent-attribution/otlp';
import { type HeldRecords, placeOf, slotOf } from './held-records.js';

/**
 * One request of held spans, from wherever their bodies are: at once when all of them are in memory, else read back.
 *
 * @param onUnreadable - told how many spans are left out because the store has lost their record
 */
export function copyHeldSpans(
  records: HeldRecords,
  refs: readonly number[],
  onUnreadable: (spans: number) => void,
): Uint8Array | Promise<Uint8Array> {
  const spansBySlot = new Map<number, number[]>();
  for (const ref of refs) {
    const spans = spansBySlot.get(slotOf(ref));
    if (spans === undefined) spansBySlot.set(slotOf(ref), [placeOf(ref)]);
    else spans.push(placeOf(ref));
  }
  const parts = [...spansBySlot];
  const bodies = parts.map(([slot]) => records.body(slot));
  const copy = (found: readonly (Uint8Array | undefined)[]): Uint8Array =>
    copySpans(
      parts.flatMap(([slot, spans], index) => {
        const bytes = found[index];
        const layout = bytes && records.layout(slot, bytes);
        if (bytes !== undefined && layout !== undefined) return [{ bytes, layout, spans }];
        onUnreadable(spans.length);
        return [];
      }),
    );
  const inMemory = bodies.flatMap((body) => (body instanceof Promise ? [] : [body]));
  return inMemory.length === bodies.length
    ? copy(inMemory)
    : Promise.all(bodies.map(async (body) => body)).then(copy);
}
