import { type RequestLayout, scanRequest } from '@agent-attribution/otlp';
import type { InFlightStore } from '../store/in-flight-store.js';
import { type Kept, KeptBytes } from './kept-bytes.js';

/** A record of the store while something of it is still to be delivered. */
interface HeldRecord {
  readonly id: number;
  readonly hasLayout: boolean;
  /** The body, as long as it is in memory. */
  body: Kept<HeldRecord> | undefined;
  /** There as long as the body is. */
  layout: RequestLayout | undefined;
  /** While the body is read back: traces of one request tend to be complete together, and need it only once. */
  reading: Promise<Uint8Array | undefined> | undefined;
  /** What still needs the record: its spans that were not taken over, and whoever works with it. */
  uses: number;
}

const forgetLayout = (record: HeldRecord): void => {
  record.layout = undefined;
};

/** Spans of one request at most: with a slot they make one number. */
const SPANS_PER_SLOT = 2 ** 22;

/** Bodies are dropped in nearly the order in which they came: a tenth more memory is enough not to give any up sooner. */
const SLACK = 0.1;

/** A span as one number: the slot of its record and its place in it. */
export const spanRef = (slot: number, span: number): number => slot * SPANS_PER_SLOT + span;
export const slotOf = (ref: number): number => Math.floor(ref / SPANS_PER_SLOT);
export const placeOf = (ref: number): number => ref % SPANS_PER_SLOT;

/** Some spans of one record. */
export interface SpansOfSlot {
  readonly slot: number;
  /** Places, in the order given. */
  readonly spans: readonly number[];
}

/** Spans by record. Those of one request follow each other, so that only neighbours are looked at. */
export function groupBySlot(refs: readonly number[]): readonly SpansOfSlot[] {
  const parts: SpansOfSlot[] = [];
  for (let from = 0, to = 0; from < refs.length; from = to) {
    const slot = slotOf(refs[from] ?? 0);
    while (to < refs.length && slotOf(refs[to] ?? 0) === slot) to += 1;
    // A list that is begun empty takes room for many.
    parts.push({ slot, spans: refs.slice(from, to).map(placeOf) });
  }
  return parts;
}

/**
 * The records in flight, by slot. Up to a limit their bodies stay in memory; beyond it the oldest are dropped there, as
 * the store has them. A record that nothing needs any more is released in the store.
 */
export class HeldRecords {
  readonly #store: InFlightStore;
  readonly #records: (HeldRecord | undefined)[] = [];
  readonly #freeSlots: number[] = [];
  readonly #bodies: KeptBytes<HeldRecord>;

  constructor(store: InFlightStore, maxMemoryBytes: number) {
    this.#store = store;
    this.#bodies = new KeptBytes(maxMemoryBytes, forgetLayout, SLACK);
  }

  get memoryBytes(): number {
    return this.#bodies.bytes;
  }

  /** Share of the memory for bodies that is taken. */
  get fill(): number {
    return this.#bodies.bytes / this.#bodies.maxBytes;
  }

  get size(): number {
    return this.#records.length - this.#freeSlots.length;
  }

  /** Bodies may take so much memory from now on, at most what was given at first. */
  limitTo(maxMemoryBytes: number): void {
    this.#bodies.limitTo(maxMemoryBytes);
  }

  /** Takes a record with one use, which whoever added it ends. */
  add(id: number, body: Uint8Array, layout: RequestLayout | undefined): number {
    const slot = this.#freeSlots.pop() ?? this.#records.length;
    const record = {
      id,
      hasLayout: layout !== undefined,
      layout,
      body: undefined,
      reading: undefined,
      uses: 1,
    };
    this.#records[slot] = record;
    this.#keep(record, body);
    return slot;
  }

  /** Whether the body that was given is not held itself. */
  isCopied(slot: number): boolean {
    return this.#records[slot]?.body?.slab?.isShared === true;
  }

  use(slot: number): void {
    const record = this.#records[slot];
    if (record !== undefined) record.uses += 1;
  }

  endUse(slot: number, uses = 1): void {
    const record = this.#records[slot];
    if (record === undefined) return;
    record.uses -= uses;
    if (record.uses > 0) return;
    if (record.body !== undefined) this.#bodies.drop(record.body);
    this.#records[slot] = undefined;
    this.#freeSlots.push(slot);
    this.#store.release([record.id]);
  }

  /** Where the spans of a body are; `body` is what was given for the slot. */
  layout(slot: number, body: Uint8Array): RequestLayout | undefined {
    const record = this.#records[slot];
    if (record?.hasLayout !== true) return undefined;
    return record.layout ?? scanRequest(body).layout;
  }

  /** The body when it is in memory, to be used at once. */
  peek(slot: number): Uint8Array | undefined {
    const body = this.#records[slot]?.body;
    return body && this.#bodies.peek(body);
  }

  /** The body from wherever it is; undefined when the store has lost it. */
  async read(slot: number): Promise<Uint8Array | undefined> {
    const record = this.#records[slot];
    const kept = record?.body && this.#bodies.read(record.body);
    if (kept !== undefined || record === undefined) return kept;
    record.reading ??= this.#readBack(slot, record).finally(() => (record.reading = undefined));
    return record.reading;
  }

  /** What was read back is kept like a new body. */
  async #readBack(slot: number, record: HeldRecord): Promise<Uint8Array | undefined> {
    const body = (await this.#store.read(record.id))?.body;
    if (body !== undefined && this.#records[slot] === record) {
      if (record.hasLayout) record.layout = scanRequest(body).layout;
      this.#keep(record, body);
    }
    return body;
  }

  #keep(record: HeldRecord, body: Uint8Array): void {
    record.body = this.#bodies.keep(record, body, !this.#store.isMemory);
  }
}
