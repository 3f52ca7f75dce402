import { OtlpBusyError } from '../receiver/otlp-busy-error.js';
import type {
  InFlightRecord,
  InFlightStore,
  InFlightStoreCounters,
  RecoveredRecord,
} from './in-flight-store.js';
import { StoreFullError } from './store-errors.js';

/** Holds records in this process only: what a crash costs is what was in flight. */
export class MemoryStore implements InFlightStore {
  readonly isMemory: boolean = true;
  readonly #records = new Map<number, InFlightRecord>();
  readonly #maxBytes: number;
  #nextId = 1;
  #isClosed = false;
  #counts = { bytes: 0, appended: 0, released: 0, refused: 0, failedWrites: 0, tornBytes: 0 };

  /** @param maxBytes - of all bodies together */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get counters(): InFlightStoreCounters {
    return { ...this.#counts, records: this.#records.size };
  }

  append(record: InFlightRecord): Promise<number> {
    if (this.#isClosed) return Promise.reject(new OtlpBusyError());
    if (this.#counts.bytes + record.body.length > this.#maxBytes) {
      this.#counts.refused += 1;
      return Promise.reject(new StoreFullError());
    }
    const id = this.#nextId++;
    this.#records.set(id, record);
    this.#counts.bytes += record.body.length;
    this.#counts.appended += 1;
    return Promise.resolve(id);
  }

  read(id: number): Promise<InFlightRecord | undefined> {
    return Promise.resolve(this.#records.get(id));
  }

  release(ids: readonly number[]): void {
    for (const id of ids) {
      const record = this.#records.get(id);
      if (record === undefined || !this.#records.delete(id)) continue;
      this.#counts.bytes -= record.body.length;
      this.#counts.released += 1;
    }
  }

  /** A process that starts holds nothing. */
  async *recover(): AsyncIterable<RecoveredRecord> {}

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }
}
