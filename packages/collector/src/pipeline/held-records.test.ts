import { describe, expect, it, vi } from 'vitest';
import { MemoryStore } from '../store/memory-store.js';
import { groupBySlot, HeldRecords, placeOf, slotOf, spanRef } from './held-records.js';

const holding = async (maxMemoryBytes: number, ...bodies: string[]) => {
  const store = new MemoryStore(1000);
  const records = new HeldRecords(store, maxMemoryBytes);
  const slots: number[] = [];
  for (const text of bodies) {
    const body = Buffer.from(text);
    slots.push(records.add(await store.append({ signal: 'traces', body }), body, undefined));
  }
  return { store, records, slots };
};

describe('HeldRecords', () => {
  it('keeps as many bytes in memory as allowed, and drops the oldest first', async () => {
    const { records } = await holding(4, 'ab', 'cd', 'ef');
    expect(records.memoryBytes).toBe(4);
    expect([0, 1, 2].map((slot) => records.peek(slot) === undefined)).toEqual([true, false, false]);
  });

  it('keeps what it read back', async () => {
    const { records } = await holding(2, 'ab', 'cd');
    const read = await Promise.all([records.read(0), records.read(0)]);
    expect(read.map(String)).toEqual(['ab', 'ab']);
    expect(records.peek(0)).toEqual(Buffer.from('ab'));
    expect(records.memoryBytes).toBe(2);
  });

  it('reads a body once for all that need it at the same time', async () => {
    const { store, records } = await holding(2, 'ab', 'cd');
    const readInStore = vi.spyOn(store, 'read');
    await Promise.all([records.read(0), records.read(0), records.read(0)]);
    expect(readInStore).toHaveBeenCalledTimes(1);
    await records.read(1);
    expect(readInStore).toHaveBeenCalledTimes(2);
    await records.read(0);
    expect(readInStore).toHaveBeenCalledTimes(3);
  });

  it('releases a record in the store at the end of its last use, and gives its slot to another', async () => {
    const { records, store } = await holding(10, 'ab');
    records.use(0);
    records.endUse(0);
    expect(store.counters.released).toBe(0);
    records.endUse(0);
    expect(store.counters.released).toBe(1);
    expect(records.memoryBytes).toBe(0);
    expect(records.add(7, Buffer.from('x'), undefined)).toBe(0);
  });

  it('makes one number of slot and place, up to the last place', () => {
    const ref = spanRef(123_456_789, 2 ** 22 - 1);
    expect([slotOf(ref), placeOf(ref)]).toEqual([123_456_789, 2 ** 22 - 1]);
  });

  it('groups neighbours of one record, in their order', () => {
    const refs = [spanRef(3, 5), spanRef(3, 7), spanRef(600, 0), spanRef(3, 9)];
    expect(groupBySlot(refs)).toEqual([
      { slot: 3, spans: [5, 7] },
      { slot: 600, spans: [0] },
      { slot: 3, spans: [9] },
    ]);
  });
});
